package org.sallyport.linux.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.linux.exec.ExecPlan;
import org.sallyport.linux.sandbox.Entrance;
import org.sallyport.linux.sandbox.HostBind;
import org.sallyport.linux.sandbox.HostTree;
import org.sallyport.linux.sandbox.Launch;
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
import org.sallyport.linux.seccomp.Architecture;
import org.sallyport.linux.seccomp.SeccompFilter;

/// A whole launch with the real kernel, nft and bwrap.
///
/// Attacker: the application, which knows everything about the sandbox. Procedure: the probe first
/// runs unprotected, where it must see what is there to be seen (the control); then in the sandbox,
/// where it must not, and where its packets must end up at the TransPort or be refused.
final class LaunchIT {
  private static final int WAIT_SECONDS = 60;
  private static final String NO_CAPABILITIES = "0000000000000000";
  private static final String EPERM = "-1";
  private static final String ENOTTY = "-25";

  static Stream<Standpoint> standpoints() throws IOException {
    return Laboratory.standpoints();
  }

  @ParameterizedTest
  @MethodSource("standpoints")
  void applicationHasTheGatewayAndNothingElse(Standpoint standpoint) throws Exception {
    String inode;
    Path directory;
    try (Laboratory laboratory = new Laboratory(standpoint);
        ServerSocketChannel hostSocket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      directory = laboratory.directory();
      Path socket = laboratory.directory().resolve("host.sock");
      var _ = hostSocket.bind(UnixDomainSocketAddress.of(socket));
      laboratory.give(socket);
      Path marker = Files.writeString(laboratory.directory().resolve("marker"), "x");
      unprotected(laboratory.run(Probe.class, List.of("local", socket + "", marker + "")), marker);
      Process gateway = laboratory.startGateway();
      try (BufferedReader output = gateway.inputReader()) {
        String[] handle = output.readLine().split(" ", -1);
        inode = handle[2];
        assertThat(output.readLine()).isEqualTo("PAIR");
        NamespaceHandle namespace =
            new NamespaceHandle(Long.parseLong(handle[0]), Integer.parseInt(handle[1]));
        List<String> probe = new ArrayList<>(laboratory.java(Probe.class));
        probe.addAll(List.of("all", socket.toString(), marker.toString()));
        ExecPlan plan = plan(laboratory, standpoint, namespace, probe);
        sandboxed(laboratory.run(LauncherStandIn.class, words(plan, marker)), marker);
        gateway.getOutputStream().close();
        assertThat(output.readLine()).isEqualTo("udp 2");
        assertThat(output.readLine()).isEqualTo("strays []");
        assertThat(gateway.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
      } finally {
        gateway.destroyForcibly();
      }
      assertThat(laboratory.directory().resolve("home/kept")).hasContent("kept");
    }
    assertThat(processesIn(inode)).isEmpty();
    assertThat(Path.of("/proc/self/mounts"))
        .content()
        .doesNotContain(directory.toString())
        .doesNotContain("net:[" + inode + "]");
  }

  private static void unprotected(Map<String, String> seen, Path marker) {
    assertThat(seen)
        .containsEntry("done", "true")
        .containsEntry("host-socket", "connected")
        .containsEntry("marker", "true")
        .containsEntry("terminal", ENOTTY)
        .containsEntry("Seccomp", "0");
    assertThat(marker).exists();
  }

  private static void sandboxed(Map<String, String> seen, Path marker) {
    assertThat(seen)
        .containsEntry("done", "true")
        .containsEntry("exit", "0")
        .containsEntry("Uid", "1000")
        .containsEntry("NoNewPrivs", "1")
        .containsEntry("Seccomp", "2")
        .containsEntry("families", "1,2,10,16")
        .containsEntry("terminal", EPERM)
        .containsEntry("io-uring", "absent")
        .containsEntry("host-socket", "refused")
        .containsEntry("marker", "false")
        .containsEntry("host-name", "host")
        .containsEntry("machine-id", "false")
        .containsEntry("interfaces", "false")
        .containsEntry("directory", "/home/user");
    for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
      assertThat(seen).containsEntry(set, NO_CAPABILITIES);
    }
    assertThat(seen.get("descriptors")).doesNotContain(marker.toString());
    assertThat(Integer.parseInt(seen.get("processes"))).isLessThan(5);
    assertThat(seen.get("environment"))
        .contains("TERM", "TOR_SKIP_LAUNCH")
        .doesNotContain("SECRET");
    attacked(seen);
  }

  private static void attacked(Map<String, String> seen) {
    assertThat(seen)
        .containsEntry("tcp4", "0050 c6336401")
        .containsEntry("tcp6", "01bb 20010db8000000000000000000000001")
        .containsEntry("udp4", "Operation not permitted")
        .containsEntry("udp6", "Operation not permitted")
        .containsEntry("raw", EPERM)
        .containsEntry("ping-socket", "-13")
        .containsEntry("nested-user-namespace", "succeeds")
        .containsEntry("write-usr", "false")
        .containsEntry("write-root", "false")
        .containsEntry("write-tmp", "true");
    for (String attack : List.of("nft", "nested-nft", "link", "route", "mount", "unmount")) {
      assertThat(seen).containsEntry(attack, "fails");
    }
  }

  private static ExecPlan plan(
      Laboratory laboratory, Standpoint standpoint, NamespaceHandle namespace, List<String> probe)
      throws IOException {
    SandboxUser user = SandboxUser.neutral();
    byte[] filter = SeccompFilter.programFor(Architecture.ofName(System.getProperty("os.arch")));
    SandboxSpec spec =
        new SandboxSpec(
            user,
            new SandboxHome.Kept(laboratory.directory().resolve("home")),
            readable(SandboxFiles.write(laboratory.directory().resolve("state"), user, filter)),
            HostTree.ofThisMachine(),
            List.of(
                HostBind.share(laboratory.classes(), HostBind.Access.READ_ONLY),
                HostBind.share(
                    Path.of(System.getProperty("java.home")), HostBind.Access.READ_ONLY)));
    Map<String, String> environment =
        SandboxEnvironment.of(
            Map.of("TERM", "dumb", "SECRET", "x"), spec, new WorkstationName("work"));
    Path options = laboratory.directory().resolve("options");
    Launch launch =
        new Launch(spec, new Program(probe, laboratory.directory()), environment, options);
    LaunchCommand.writeOptions(launch);
    assertThat(options.toFile().setReadable(true, false)).isTrue();
    return LaunchCommand.of(
        new Entrance(standpoint, namespace, Programs.find(System.getenv("PATH"))), launch);
  }

  /// The gateway that writes them is the user who reads them; here it is the test.
  private static SandboxFiles readable(SandboxFiles files) throws IOException {
    try (Stream<Path> written = Files.list(files.directory())) {
      written.forEach(file -> assertThat(file.toFile().setReadable(true, false)).isTrue());
    }
    return files;
  }

  private static List<String> words(ExecPlan plan, Path marker) {
    List<String> words = new ArrayList<>();
    words.add("marker=" + marker);
    new TreeMap<>(plan.files()).forEach((number, file) -> words.add(number + "=" + file));
    new TreeMap<>(plan.environment()).forEach((name, value) -> words.add(name + "=" + value));
    words.add("--");
    words.addAll(plan.arguments());
    return words;
  }

  private static List<Path> processesIn(String inode) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.filter(process -> isIn(process, inode)).toList();
    }
  }

  private static boolean isIn(Path process, String inode) {
    try {
      return Files.getAttribute(process.resolve("ns/net"), "unix:ino").toString().equals(inode);
    } catch (IOException e) {
      return false; // not a process, ended, or somebody else's
    }
  }
}
