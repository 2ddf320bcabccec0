package org.sallyport.testbed.leak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The time of day as the gateway under test and its tor see it: the machine's, moved by an offset
/// that can be changed while they run. The machine's own clock is never touched.
///
/// Source: libfaketime, which Debian has; it stands in for the C library's calls and reads the
/// offset from a file, at most once a second. The monotonic clock stays true, as it does when an
/// administrator or NTP sets a real clock. A tor with walls around it can read that file only among
/// its own, and only without its own system-call filter.
///
/// @param ofGateway the file that the gateway reads
/// @param ofTor the file that tor reads
record ShiftedClock(Path ofGateway, Path ofTor) {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib64/faketime/libfaketime.so.1"));

  /// A clock that goes right.
  ///
  /// @param directory where the gateway's file is made
  /// @param runtime the gateway's runtime directory, which need not exist yet
  static ShiftedClock in(Path directory, Path runtime) {
    var clock =
        new ShiftedClock(
            directory.resolve("clock-offset"), runtime.resolve("tor").resolve("clock-offset"));
    write(clock.ofGateway, Duration.ZERO);
    return clock;
  }

  /// What the gateway's command line begins with.
  List<String> gateway() {
    return prefix(ofGateway);
  }

  /// What tor's command line begins with when it shall see this clock.
  List<String> tor() {
    return prefix(ofTor);
  }

  /// Without the last word tor cannot make its condition variables.
  private static List<String> prefix(Path offset) {
    return List.of(
        "env",
        "LD_PRELOAD=" + library(),
        "FAKETIME_TIMESTAMP_FILE=" + offset,
        "FAKETIME_CACHE_DURATION=1",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "FAKETIME_FORCE_MONOTONIC_FIX=0");
  }

  private static Path library() {
    return LIBRARIES.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() ->
            new GatewayException(
                ErrorKind.MISSING_PREREQUISITE,
                "The faults of the clock need libfaketime, which is none of "
                    + LIBRARIES
                    + ". Install it: apt-get install faketime"));
  }

  /// Moves the clock; programs see it within a second.
  void shift(Duration by) {
    write(ofGateway, by);
    write(ofTor, by);
  }

  /// In place and always as long, so that a reader sees a whole one and a full disk has room.
  private static void write(Path file, Duration by) {
    var text = ByteBuffer.wrap("%+010d%n".formatted(by.toSeconds()).getBytes(US_ASCII));
    try (var channel = FileChannel.open(file, CREATE, WRITE)) {
      int _ = channel.write(text, 0);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE, "The test's clock could not be moved (" + e.getMessage() + ").", e);
    }
  }
}
