package org.sallyport.linux.attribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.linux.syscall.Syscalls;

/// What `/proc/PID` says of a process (`man 5 proc`). A process may end at any moment and may be
/// closed to us; then there is no answer, which is no failure.
///
/// @param pid its number in our own process namespace
record ProcessFiles(long pid) {
  /// The longest command line that is read; the rest does not change what it runs.
  static final int MAX_COMMAND_LINE_BYTES = 65_536;

  /// The longest environment that is read: what is behind it was not said.
  static final int MAX_ENVIRONMENT_BYTES = 1 << 20;

  /// The longest link that is read: `PATH_MAX`.
  static final int MAX_LINK_BYTES = 4_096;

  private static final Path PROC = Path.of("/proc");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
  private static final int PARENT = 1;
  private static final int START_TIME = 19;

  /// Every process of the machine.
  static List<Long> all() throws IOException {
    var pids = new ArrayList<Long>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC)) {
      for (Path entry : entries) {
        number(entry.getFileName().toString()).ifPresent(pids::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return pids;
  }

  /// Whether its network is the namespace of that number.
  boolean isIn(long namespace) {
    return link("ns/net").filter(("net:[" + namespace + "]")::equals).isPresent();
  }

  /// The number of the descriptor that is the socket; empty if none is, or we may not look.
  OptionalInt descriptor(long inode) {
    String socket = target(inode);
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(file("fd"))) {
      for (Path descriptor : descriptors) {
        String number = descriptor.getFileName().toString();
        if (isSocket(Integer.parseInt(number), socket)) {
          return OptionalInt.of(Integer.parseInt(number));
        }
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException _) {
      return OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  /// Whether one of these descriptors is the socket.
  boolean holds(long inode, Set<Integer> numbers) {
    String socket = target(inode);
    return numbers.stream().anyMatch(number -> isSocket(number, socket));
  }

  private boolean isSocket(int descriptor, String socket) {
    return read(path("fd/" + descriptor)).filter(socket::equals).isPresent();
  }

  private static String target(long inode) {
    return "socket:[" + inode + "]";
  }

  private static Optional<String> read(String link) {
    return Syscalls.readLink(link, MAX_LINK_BYTES)
        .filter(bytes -> bytes.length < MAX_LINK_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /// When it started, in clock ticks since boot: with the pid, what tells processes apart.
  Optional<Long> startTime() {
    return stat(START_TIME);
  }

  /// The process that started it, or took it over.
  Optional<Long> parent() {
    return stat(PARENT);
  }

  /// The newest of the processes that it started and that still run. The kernel lists those of each
  /// thread oldest first.
  ///
  /// @param limit how many of each thread
  List<Long> newestChildren(int limit) {
    var children = new ArrayList<Long>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(file("task"))) {
      for (Path task : tasks) {
        String all = Files.readString(task.resolve("children")).stripTrailing();
        int end = all.length();
        for (int taken = 0; taken < limit && end > 0; taken++) {
          int start = all.lastIndexOf(' ', end - 1);
          number(all.substring(start + 1, end)).ifPresent(children::add);
          end = start;
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      return children;
    }
    return children;
  }

  /// What a link such as `exe` or `cwd` says.
  Optional<String> link(String name) {
    return read(path(name));
  }

  /// Whether it sees a file of that absolute path.
  boolean sees(String path) {
    return Files.exists(Path.of("/proc/" + pid + "/root" + path));
  }

  /// Its command line.
  Optional<List<String>> commandLine() {
    try (InputStream in = Files.newInputStream(file("cmdline"))) {
      return Optional.of(CommandLine.split(in.readNBytes(MAX_COMMAND_LINE_BYTES)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// The variables that it was started with, as `NAME=VALUE`.
  Optional<List<String>> environment() {
    try (InputStream in = Files.newInputStream(file("environ"))) {
      return Optional.of(CommandLine.split(in.readNBytes(MAX_ENVIRONMENT_BYTES)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Optional<Long> stat(int field) {
    try {
      return CommandLine.statField(
          Files.readString(file("stat"), StandardCharsets.ISO_8859_1), field);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> number(String text) {
    boolean isNumber = !text.isEmpty() && text.charAt(0) <= '9' && NUMBER.matcher(text).matches();
    return isNumber ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private Path file(String name) {
    return Path.of(path(name));
  }

  private String path(String name) {
    return "/proc/" + pid + "/" + name;
  }
}
