package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.linux.exec.ExecPlan;

/// The arguments of `bwrap` (0.8 or later) that build a sandbox around a program.
///
/// The program has the number of the sandbox's user, no capability, no new privileges, and process,
/// IPC, host name, mount and user namespaces of its own; the network namespace is the one it is
/// started in. It ends with its launcher. The root directory is an empty, read-only file system in
/// memory with the allow-list in it. The terminal is shared with the user on purpose (no
/// `--new-session`): job control works, and the system-call filter keeps the application from
/// typing into it.
final class Bubblewrap {
  /// The descriptor on which `bwrap` finds the system-call filter.
  static final int FILTER_DESCRIPTOR = ExecPlan.LOWEST_DESCRIPTOR;

  /// The descriptor on which `bwrap` finds its options.
  static final int OPTIONS_DESCRIPTOR = FILTER_DESCRIPTOR + 1;

  private final List<String> arguments = new ArrayList<>();

  private Bubblewrap() {}

  /// The options, without the name of `bwrap` itself and without the program.
  static List<String> options(SandboxSpec spec, Program program) {
    Bubblewrap builder = new Bubblewrap();
    builder.namespaces(spec.user());
    builder.system(spec);
    builder.privateDirectories(spec);
    spec.binds().forEach(builder::bind);
    builder.program(spec, program);
    return List.copyOf(builder.arguments);
  }

  /// The user's private runtime directory inside.
  static String runtimeDirectory(SandboxUser user) {
    return "/run/user/" + user.uid();
  }

  private void namespaces(SandboxUser user) {
    add("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts");
    add("--uid", Integer.toString(user.uid()), "--gid", Integer.toString(user.gid()));
    add("--unshare-cgroup-try", "--die-with-parent");
    add("--cap-drop", "ALL");
    add("--seccomp", Integer.toString(FILTER_DESCRIPTOR));
    add("--hostname", SandboxFiles.HOST_NAME);
  }

  private void system(SandboxSpec spec) {
    for (HostTree.Link link : spec.host().links()) {
      add("--symlink", link.target().toString(), link.path().toString());
    }
    for (Path path : spec.host().paths()) {
      add("--ro-bind-try", path.toString(), path.toString());
    }
    for (String name : SandboxFiles.NAMES) {
      add("--ro-bind", spec.files().directory().resolve(name).toString(), "/etc/" + name);
    }
    add("--proc", "/proc", "--dev", "/dev", "--dir", "/sys");
    kernelSettings();
  }

  /// What of `/proc` belongs to the whole machine is read-only. Its files ask for the number of the
  /// user and for no capability, so an application of root's could otherwise write
  /// `kernel/core_pattern` and have a program run outside, as root. `bwrap` itself covers these
  /// only if it may write to the directories, which an unprivileged one never may.
  private void kernelSettings() {
    add("--ro-bind", "/proc/sys", "/proc/sys");
    for (String name : List.of("/proc/sysrq-trigger", "/proc/irq", "/proc/bus")) {
      add("--ro-bind-try", name, name);
    }
  }

  private void privateDirectories(SandboxSpec spec) {
    for (String open : List.of("/tmp", "/var/tmp")) {
      add("--perms", "1777", "--tmpfs", open);
    }
    add("--tmpfs", "/run", "--symlink", "../run", "/var/run");
    add("--ro-bind", spec.files().mark().toString(), SandboxFiles.INSIDE.toString());
    arguments.addAll(TorPlaces.options(spec.files()));
    add("--ro-bind", spec.files().cookie().toString(), "/var/lib/tor/control_auth_cookie");
    add("--perms", "0700", "--dir", runtimeDirectory(spec.user()));
    String home = spec.user().home().toString();
    switch (spec.home()) {
      case SandboxHome.Kept(Path directory) -> add("--bind", directory.toString(), home);
      case SandboxHome.Ephemeral() -> add("--perms", "0700", "--tmpfs", home);
    }
  }

  private void bind(HostBind bind) {
    String how =
        switch (bind.access()) {
          case READ_ONLY -> "--ro-bind";
          case READ_WRITE -> "--bind";
        };
    add(how, bind.source().toString(), bind.target().toString());
  }

  private void program(SandboxSpec spec, Program program) {
    Path directory = spec.shows(program.directory()) ? program.directory() : spec.user().home();
    add("--remount-ro", "/", "--chdir", directory.toString());
  }

  private void add(String... more) {
    arguments.addAll(List.of(more));
  }
}
