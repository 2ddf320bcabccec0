package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who uses Sallyport in a test. A build that runs as root tests both; another tests its own user.
enum Account {
  /// The machine's root: the gateway needs no user namespace.
  ROOT,
  /// An ordinary user without any privilege, a password or a passwd entry.
  USER,
  /// Whoever runs the build, when that is not root.
  SELF;

  /// The uid of `USER`.
  static final int USER_UID = 54_321;

  /// What a command line begins with to run as this account.
  List<String> prefix() {
    return switch (this) {
      case ROOT, SELF -> List.of();
      case USER -> as(USER_UID);
    };
  }

  /// Its number.
  int uid() {
    return switch (this) {
      case ROOT -> 0;
      case USER -> USER_UID;
      case SELF -> ownUid();
    };
  }

  /// The accounts that this build can test.
  static List<Account> available() {
    return ownUid() == 0 ? List.of(ROOT, USER) : List.of(SELF);
  }

  /// What command lines of users begin with whom no gateway of a test belongs to, as far as this
  /// build can become one.
  static List<List<String>> strangers() {
    return ownUid() == 0 ? List.of(as(USER_UID + 1)) : List.of();
  }

  private static List<String> as(int uid) {
    return List.of(
        "setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--inh-caps=-all", "--");
  }

  private static int ownUid() {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
