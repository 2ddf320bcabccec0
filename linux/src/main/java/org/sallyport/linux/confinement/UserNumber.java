package org.sallyport.linux.confinement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The numbers of users, root's among them, as `/etc/passwd` has them; users of directory services
/// are not looked for.
public final class UserNumber {
  private static final Path USERS = Path.of("/etc/passwd");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final int FIELDS = 7;
  private static final int UID = 2;

  private UserNumber() {}

  /// The number of the user of that name; empty if there is none.
  public static OptionalLong of(String name) {
    try {
      return in(Files.readString(USERS, StandardCharsets.ISO_8859_1), name);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /// The number in a text like `/etc/passwd`.
  static OptionalLong in(String users, String name) {
    return users
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length == FIELDS && fields[0].equals(name))
        .filter(fields -> NUMBER.matcher(fields[UID]).matches())
        .mapToLong(fields -> Long.parseLong(fields[UID]))
        .findFirst();
  }
}
