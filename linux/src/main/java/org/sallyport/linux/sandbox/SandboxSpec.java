package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What an application sees of the machine.
///
/// @param user who it is
/// @param home its home directory
/// @param files the files under `/etc` that it gets instead of the host's
/// @param host the parts of the host that it may read
/// @param binds what it may see besides: shared folders, sockets of the gateway
public record SandboxSpec(
    SandboxUser user, SandboxHome home, SandboxFiles files, HostTree host, List<HostBind> binds) {
  public SandboxSpec {
    binds = List.copyOf(binds);
  }

  /// The same with more binds.
  public SandboxSpec with(List<HostBind> more) {
    return new SandboxSpec(
        user, home, files, host, Stream.concat(binds.stream(), more.stream()).toList());
  }

  /// Whether the application sees this path of the host under the same name: for a clear refusal to
  /// start a program that it would not find. The home is another directory inside, so nothing in
  /// the user's own home is visible unless it is shared.
  ///
  /// Purely by name: give it a real path if links below the root matter.
  public boolean shows(Path hostPath) {
    Path path = Absolute.check("path", hostPath.normalize());
    boolean shared =
        binds.stream().anyMatch(bind -> bind.isInPlace() && path.startsWith(bind.source()));
    return shared || (!path.startsWith(user.home()) && host.shows(path));
  }
}
