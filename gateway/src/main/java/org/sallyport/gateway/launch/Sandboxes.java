package org.sallyport.gateway.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.linux.exec.ExecPlan;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.sandbox.CallersFiles;
import org.sallyport.linux.sandbox.Entrance;
import org.sallyport.linux.sandbox.HostTree;
import org.sallyport.linux.sandbox.LaunchCommand;
import org.sallyport.linux.sandbox.NamespaceHandle;
import org.sallyport.linux.sandbox.Program;
import org.sallyport.linux.sandbox.Programs;
import org.sallyport.linux.sandbox.SandboxEnvironment;
import org.sallyport.linux.sandbox.SandboxFiles;
import org.sallyport.linux.sandbox.SandboxHome;
import org.sallyport.linux.sandbox.SandboxSpec;
import org.sallyport.linux.sandbox.SandboxUser;
import org.sallyport.linux.sandbox.Standpoint;
import org.sallyport.linux.sandbox.TorPlaces;
import org.sallyport.linux.sandbox.WrappedCommandLine;
import org.sallyport.linux.seccomp.Architecture;
import org.sallyport.linux.seccomp.SeccompFilter;

/// Says what the launcher must become to be an application in its sandbox.
///
/// @param programs what a launch goes through
/// @param files the files that every sandbox gets instead of the host's
/// @param user who the applications are
/// @param homes where the workstations' homes are kept
/// @param hidden the gateway's own directories
public record Sandboxes(
    Programs programs, SandboxFiles files, SandboxUser user, Homes homes, Hidden hidden) {
  private static final String SHARED = "sandbox";

  /// The gateway's own directories. What they lie in is Sallyport's, too: the sockets and the state
  /// of the same user's gateways of other networks. A wrapped command finds all of it empty.
  public record Hidden(Path runtime, Path state) {
    private List<Path> ofAllNetworks() {
      return Stream.of(runtime, state)
          .map(path -> path.resolveSibling(""))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  /// Writes the shared files and finds the programs.
  ///
  /// @param hidden the gateway's own directories; the shared files go into the first
  /// @param homes where the workstations' homes are kept
  public static Sandboxes prepare(Hidden hidden, Homes homes) {
    var user = SandboxUser.neutral();
    var files =
        SandboxFiles.write(
            hidden.runtime().resolve(SHARED),
            user,
            SeccompFilter.programFor(Architecture.ofName(System.getProperty("os.arch"))));
    var programs = Programs.find(System.getenv().getOrDefault("PATH", ""));
    return new Sandboxes(programs, files, user, homes, hidden);
  }

  /// Where the options of a launch are written.
  Path optionsFile(String launchId) {
    return files.directory().resolve(launchId);
  }

  /// What an application of this workstation sees of the machine.
  SandboxSpec spec(WorkstationName workstation, Storage storage) {
    SandboxHome home =
        switch (storage) {
          case KEPT -> new SandboxHome.Kept(homes.home(workstation));
          case EPHEMERAL -> new SandboxHome.Ephemeral();
        };
    return new SandboxSpec(user, home, files, HostTree.ofThisMachine(), List.of());
  }

  /// What the launcher becomes; writes the file of options that it will read.
  ExecPlan plan(Application application, LaunchPlace place) {
    var launch =
        new org.sallyport.linux.sandbox.Launch(
            application.sandbox().with(TorPlaces.binds(files, place.sockets().directory())),
            application.program(),
            environment(application),
            place.options());
    LaunchCommand.writeOptions(launch);
    return LaunchCommand.of(entrance(place), launch);
  }

  /// What a shim becomes; writes the file of options that it will read.
  WrappedCommandLine wrapped(Path executable, LaunchPlace place) {
    if (!Files.isExecutable(executable)) {
      throw new GatewayException(
          ErrorKind.PROGRAM_NOT_FOUND,
          "Cannot run "
              + executable
              + ": it is not there or may not be executed. Install it, or take its shim away:"
              + " sallyport wrap remove.");
    }
    var sandbox =
        new CallersFiles(
            new CallersFiles.Caller(Ids.uid(), Ids.gid()),
            files,
            hidden.ofAllNetworks(),
            TorPlaces.binds(files, place.sockets().directory()));
    return WrappedCommandLine.of(entrance(place), sandbox, executable, place.options());
  }

  private Entrance entrance(LaunchPlace place) {
    var handle = new NamespaceHandle(ProcessHandle.current().pid(), place.namespace().descriptor());
    return new Entrance(Ids.uid() == 0 ? Standpoint.ROOT : Standpoint.USER, handle, programs);
  }

  /// Checks that the program can be executed inside.
  ///
  /// @throws GatewayException when it cannot
  void requireProgram(Application application) {
    String searchPath = environment(application).getOrDefault("PATH", "");
    Program program = application.program();
    new ProgramLookup(application.sandbox(), searchPath)
        .require(program.arguments().getFirst(), program.directory());
  }

  private static Map<String, String> environment(Application application) {
    return SandboxEnvironment.of(
        application.environment(), application.sandbox(), application.workstation());
  }

  /// What was made for a launch.
  ///
  /// @param namespace its network
  /// @param options where the options of its sandbox shall be written
  /// @param sockets the unix sockets of its ports
  record LaunchPlace(NetworkNamespace namespace, Path options, LaunchSockets sockets) {}

  /// Whether an application's home is kept.
  enum Storage {
    KEPT,
    EPHEMERAL
  }

  /// A program and what it sees.
  ///
  /// @param workstation where it runs
  /// @param sandbox what it sees of the machine
  /// @param program what runs
  /// @param environment the caller's variables, not yet filtered
  record Application(
      WorkstationName workstation,
      SandboxSpec sandbox,
      Program program,
      Map<String, String> environment) {}
}
