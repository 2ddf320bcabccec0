package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A small machine and a user on it.
final class Samples {
  static final SandboxUser USER = new SandboxUser("alice", 1001, 1002, Path.of("/home/alice"));

  static final HostTree HOST =
      new HostTree(
          List.of(
              new HostTree.Link(Path.of("/bin"), Path.of("usr/bin")),
              new HostTree.Link(Path.of("/lib"), Path.of("usr/lib"))),
          List.of(Path.of("/usr"), Path.of("/opt"), Path.of("/etc/ssl/certs")));

  static final SandboxFiles FILES =
      new SandboxFiles(Path.of("/home/alice/.local/state/sallyport/sandbox"));

  static final SandboxHome KEPT =
      new SandboxHome.Kept(Path.of("/home/alice/.local/share/sallyport/research/home"));

  static final Programs PROGRAMS =
      new Programs(
          Path.of("/usr/bin/bwrap"), Path.of("/usr/bin/nsenter"), Path.of("/usr/bin/setpriv"));

  private Samples() {}

  static SandboxSpec spec(SandboxHome home, HostBind... binds) {
    return new SandboxSpec(USER, home, FILES, HOST, List.of(binds));
  }

  static Launch launch(SandboxSpec spec, String directory, String... arguments) {
    return new Launch(
        spec,
        new Program(List.of(arguments), Path.of(directory)),
        Map.of("TERM", "xterm"),
        Path.of("/run/sallyport/launch-1"));
  }
}
