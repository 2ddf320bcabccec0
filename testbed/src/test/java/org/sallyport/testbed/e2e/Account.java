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
      case USER ->
          List.of(
              "setpriv",
              "--reuid=" + USER_UID,
              "--regid=" + USER_UID,
              "--clear-groups",
              "--inh-caps=-all",
              "--");
    };
  }

  /// The accounts that this build can test.
  static List<Account> available() {
    try {
      int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return uid == 0 ? List.of(ROOT, USER) : List.of(SELF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
