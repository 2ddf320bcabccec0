package org.sallyport.testbed.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.process.TorLocator;

/// A tor program that can be held back: the gateway of a leak test is configured to use it, and
/// files say whether it may start. Confined to one thread.
final class HeldTor {
  private final Path program;
  private final Path asleep;
  private final Path absent;
  private final Path shifted;

  /// Writes the program, beside a directory, and the configuration that names it. tor's user must
  /// be able to read it.
  ///
  /// @param clock what the command line of tor begins with when it gets a clock of its own
  /// @param more of the configuration
  HeldTor(Path directory, List<String> clock, Path configuration, String more) {
    var folder = directory.resolveSibling("tor-of-" + directory.getFileName());
    this.program = folder.resolve("tor");
    this.asleep = folder.resolve("asleep");
    this.absent = folder.resolve("absent");
    make(folder);
    this.shifted = folder.resolve("shifted");
    var tor = new TorLocator(TorLocator.FOLDERS).tor();
    write(
        program,
        """
        #!/bin/sh
        [ ! -e %s ] || exit 1
        [ ! -e %s ] || exec %s "$@" --DisableNetwork 1
        [ ! -e %s ] || exec %s %3$s "$@" --Sandbox 0
        exec %3$s "$@"
        """
            .formatted(absent, asleep, tor, shifted, String.join(" ", clock)));
    write(configuration, "[tor]\nexecutable = \"%s\"\n%s".formatted(program, more));
    open(program);
  }

  /// From now on tor starts, but never bootstraps.
  void sleep() {
    write(asleep, "");
  }

  /// From now on tor does not even start.
  void vanish() {
    write(absent, "");
  }

  /// From now on tor starts with a clock of its own.
  void shiftClock() {
    write(shifted, "");
  }

  /// From now on tor is as ever.
  void allow() {
    try {
      boolean _ = Files.deleteIfExists(asleep);
      boolean _ = Files.deleteIfExists(absent);
      boolean _ = Files.deleteIfExists(shifted);
    } catch (IOException e) {
      throw failed(program, e);
    }
  }

  private static void make(Path folder) {
    try {
      Path _ = Files.createDirectory(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
    open(folder);
  }

  private static void open(Path file) {
    try {
      Path _ = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path _ = Files.writeString(file, text);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static GatewayException failed(Path file, IOException e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "The leak test could not write %s (%s). Make room in /tmp.".formatted(file, e.getMessage()),
        e);
  }
}
