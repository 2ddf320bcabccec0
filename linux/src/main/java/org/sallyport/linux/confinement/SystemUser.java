package org.sallyport.linux.confinement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A user of this machine, as `/etc/passwd` has it; users of directory services are not looked for.
///
/// @param uid never 0: nobody is confined to being root; nor the highest, which changes nothing
public record SystemUser(String name, long uid, long gid) {
  private static final Path USERS = Path.of("/etc/passwd");
  private static final Path MAP = Path.of("/proc/self/uid_map");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  /// `setresuid` takes it for "leave as it is".
  private static final long NOBODY_AT_ALL = 0xFFFF_FFFFL;

  /// Debian gives out none of 62000 to 64999 but by its policy, and systemd none that is in use.
  private static final long DEDICATED = 64_700;

  private static final int DEDICATED_COUNT = 16;
  private static final int FIELDS = 7;
  private static final int UID = 2;
  private static final int GID = 3;

  public SystemUser {
    if (uid <= 0 || gid <= 0 || uid >= NOBODY_AT_ALL || gid >= NOBODY_AT_ALL) {
      throw new IllegalArgumentException(
          "user %s: %d, %d (expected: a user and a group, neither of them root's)"
              .formatted(name, uid, gid));
    }
  }

  /// The user of that name, if there is one and this process could become it: its number exists in
  /// our user namespace.
  public static Optional<SystemUser> find(String name) {
    try {
      String map = Files.readString(MAP);
      return in(Files.readString(USERS, StandardCharsets.ISO_8859_1), name)
          .filter(user -> isMapped(map, user.uid()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A number that belongs to nobody, for a machine without the user that would be wanted.
  public static Optional<SystemUser> dedicated() {
    try {
      String map = Files.readString(MAP);
      return unused(Files.readString(USERS, StandardCharsets.ISO_8859_1))
          .filter(user -> isMapped(map, user.uid()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The first of the dedicated numbers that no user of a text like `/etc/passwd` has.
  static Optional<SystemUser> unused(String users) {
    Set<String> taken =
        users
            .lines()
            .map(line -> line.split(":", -1))
            .filter(fields -> fields.length == FIELDS)
            .map(fields -> fields[UID])
            .collect(Collectors.toSet());
    return LongStream.range(DEDICATED, DEDICATED + DEDICATED_COUNT)
        .filter(uid -> !taken.contains(Long.toString(uid)))
        .mapToObj(uid -> new SystemUser(Long.toString(uid), uid, uid))
        .findFirst();
  }

  /// The user of that name in a text like `/etc/passwd`.
  static Optional<SystemUser> in(String users, String name) {
    return users
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length == FIELDS && fields[0].equals(name))
        .filter(fields -> isNumber(fields[UID]) && isNumber(fields[GID]))
        .map(fields ->
            new SystemUser(name, Long.parseLong(fields[UID]), Long.parseLong(fields[GID])))
        .findFirst();
  }

  private static boolean isNumber(String field) {
    return NUMBER.matcher(field).matches()
        && Long.parseLong(field) > 0
        && Long.parseLong(field) < NOBODY_AT_ALL;
  }

  /// Whether a text like `/proc/self/uid_map` has the number: lines of first inside, first outside,
  /// count.
  static boolean isMapped(String map, long uid) {
    return map.lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length == 3)
        .anyMatch(words -> {
          long first = Long.parseLong(words[0]);
          return uid >= first && uid - first < Long.parseLong(words[2]);
        });
  }
}
