package org.sallyport.linux.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The sandbox of a wrapped command: the network of a launch around the files of its caller.
///
/// A wrapped `git` shall work on the caller's repository and a wrapped `apt-get` on the machine, so
/// the file system, the user and the environment stay as they are. What would answer for another
/// network goes: `/run` with the sockets of resolvers, name caches, D-Bus, `dirmngr` and whoever
/// else runs there; abstract unix sockets (they belong to the network); the network's names in
/// `/sys`; processes of the host; and the gateway's own directories. Names are resolved by the
/// launch's DNSPort and by `/etc/hosts`, and nothing else.
///
/// Not contained: whoever listens on a unix socket outside of `/run` can be asked to talk for the
/// command, and root stays root over files.
///
/// @param caller the user
/// @param files the resolver's settings, the system-call filter
/// @param hidden directories that appear empty
/// @param binds what appears besides; see [TorPlaces]
public record CallersFiles(
    Caller caller, SandboxFiles files, List<Path> hidden, List<HostBind> binds) {
  /// What root needs to install packages. Not in it: everything that reaches the network, other
  /// processes, namespaces or the kernel.
  private static final List<String> CAPABILITIES_OF_ROOT =
      List.of(
          "CAP_AUDIT_WRITE",
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETFCAP",
          "CAP_SETGID",
          "CAP_SETPCAP",
          "CAP_SETUID",
          "CAP_SYS_CHROOT");

  private static final List<String> RESOLVER = List.of("resolv.conf", "nsswitch.conf");

  /// Who calls.
  ///
  /// @param uid the user's number
  /// @param gid the group's number
  public record Caller(int uid, int gid) {
    private static final int ROOT = 0;

    private boolean isRoot() {
      return uid == ROOT;
    }
  }

  public CallersFiles {
    hidden = List.copyOf(hidden);
    binds = List.copyOf(binds);
  }

  /// The options of `bwrap`, without the one that hands over the system-call filter.
  List<String> options() {
    List<String> options = new ArrayList<>(rights());
    options.addAll(List.of("--unshare-pid", "--unshare-ipc", "--die-with-parent"));
    options.addAll(List.of("--dev-bind", "/", "/", "--proc", "/proc"));
    for (Path path : hidden) {
      options.addAll(List.of("--tmpfs", path.toString()));
    }
    options.addAll(List.of("--tmpfs", "/sys", "--tmpfs", "/run"));
    options.addAll(List.of("--perms", "0700", "--dir", "/run/user/" + caller.uid()));
    options.addAll(List.of("--ro-bind", files.mark().toString(), SandboxFiles.INSIDE.toString()));
    options.addAll(TorPlaces.options(files));
    for (HostBind bind : binds) {
      options.addAll(List.of("--ro-bind", bind.source().toString(), bind.target().toString()));
    }
    for (String name : RESOLVER) {
      String source = files.directory().resolve(name).toString();
      options.addAll(List.of("--ro-bind", source, real(Path.of("/etc", name)).toString()));
    }
    return options;
  }

  private List<String> rights() {
    List<String> rights = new ArrayList<>();
    if (caller.isRoot()) {
      rights.addAll(List.of("--cap-drop", "ALL"));
      CAPABILITIES_OF_ROOT.forEach(name -> rights.addAll(List.of("--cap-add", name)));
    } else {
      String uid = Integer.toString(caller.uid());
      String gid = Integer.toString(caller.gid());
      rights.addAll(List.of("--unshare-user", "--uid", uid, "--gid", gid, "--cap-drop", "ALL"));
    }
    return rights;
  }

  /// Where a bind to it must go: `resolv.conf` is often a link into `/run`.
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return Files.isSymbolicLink(path) ? dangling(path) : path;
    }
  }

  private static Path dangling(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
    } catch (IOException e) {
      return link;
    }
  }
}
