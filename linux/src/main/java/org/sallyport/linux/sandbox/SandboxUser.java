package org.sallyport.linux.sandbox;

import java.nio.file.Path;

/// Who the application is inside its sandbox.
///
/// The numbers are those inside: whatever they are, the one real user outside stands behind them,
/// and its files appear as theirs. Not root's, even if the real user is root: many programs refuse
/// to run as root, and the kernel then refuses nested user namespaces to it.
///
/// @param name the name in the sandbox's own `passwd`
/// @param uid the user's number
/// @param gid the main group's number
/// @param home where the workstation's home appears
public record SandboxUser(String name, int uid, int gid, Path home) {
  public SandboxUser {
    if (!name.matches("[a-z_][a-z0-9_-]{0,31}")) {
      throw new IllegalArgumentException("name: " + name + " (expected: a Unix user name)");
    }
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("ids: " + uid + ":" + gid + " (expected: no negative)");
    }
    Path checked = Absolute.check("home", home);
    if (checked.getNameCount() == 0) {
      throw new IllegalArgumentException("home: / (expected: a directory below)");
    }
  }

  /// The same user for everybody, as in Whonix: name, numbers and home tell nothing.
  public static SandboxUser neutral() {
    return new SandboxUser("user", 1000, 1000, Path.of("/home/user"));
  }
}
