package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who uses Sallyport in a test. A build that runs as root tests both; another tests its own user.
enum Account {
  /// The machine's root: the gateway needs no user namespace.
  ROOT(List.of()),
  /// An ordinary user without any privilege, a password or a passwd entry.
  USER(
      List.of(
          "setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "--inh-caps=-all", "--")),
  /// Whoever runs the build, when that is not root.
  SELF(List.of());

  /// The uid of `USER`.
  static final long USER_UID = 54_321;

  private final List<String> prefix;

  Account(List<String> prefix) {
    this.prefix = prefix;
  }

  /// What a command line begins with to run as this account.
  List<String> prefix() {
    return prefix;
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
