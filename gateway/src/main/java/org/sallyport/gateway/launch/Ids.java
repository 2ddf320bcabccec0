package org.sallyport.gateway.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/// User numbers, as this process sees them in `/proc`.
public final class Ids {
  private Ids() {}

  /// Our own user number.
  public static int uid() {
    return number("unix:uid");
  }

  /// Our own group number.
  static int gid() {
    return number("unix:gid");
  }

  /// The user number of a process; empty when it has ended.
  static OptionalInt uidOf(long pid) {
    try {
      return OptionalInt.of((Integer) Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"));
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(String attribute) {
    try {
      return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
