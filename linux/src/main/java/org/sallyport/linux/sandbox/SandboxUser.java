package org.sallyport.linux.sandbox;

import java.nio.file.Path;

/// Who the application is inside its sandbox: the user's own numbers, so that files in its home
/// belong to the user outside as well.
///
/// @param name the name in the sandbox's own `passwd`; a neutral one reveals less
/// @param uid the user's number, the real one
/// @param gid the main group's number, the real one
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

  /// A user whose name and home tell nothing, as in Whonix.
  public static SandboxUser neutral(int uid, int gid) {
    return new SandboxUser("user", uid, gid, Path.of("/home/user"));
  }
}
