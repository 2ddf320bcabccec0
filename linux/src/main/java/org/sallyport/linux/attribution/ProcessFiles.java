package org.sallyport.linux.attribution;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.sallyport.linux.syscall.KernelFile;
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

  /// Descriptors of one process that are looked at.
  static final int MAX_DESCRIPTORS = 16_384;

  /// Processes of the machine that are looked at: as many as there can be.
  static final int MAX_PROCESSES = 1 << 22;

  private static final String PROC = "/proc";
  private static final String SOCKET = "socket:[";
  private static final int MAX_STAT_BYTES = 4_096;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
  private static final int PARENT = 1;
  private static final int START_TIME = 19;

  /// Every process of the machine.
  static List<Long> all() {
    try (KernelFile proc = KernelFile.open(PROC).orElse(null)) {
      return proc == null
          ? List.of()
          : proc.names(MAX_PROCESSES).stream().flatMap(name -> number(name).stream()).toList();
    }
  }

  /// The number that was given to a process or thread of the machine last (`man 5 proc`, loadavg);
  /// empty if that is not told.
  static OptionalLong newest() {
    return KernelFile.read(PROC + "/loadavg", MAX_STAT_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
        .flatMap(text -> number(text.substring(text.lastIndexOf(' ') + 1)))
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /// The inode of the socket that a descriptor of our own is; empty if it is none.
  static OptionalLong ownSocket(int descriptor) {
    return Syscalls.readLink(PROC + "/self/fd/" + descriptor, KernelFile.MAX_LINK_BYTES)
        .flatMap(ProcessFiles::inode)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /// Whether its network is the namespace of that number.
  boolean isIn(long namespace) {
    return link("ns/net").filter(("net:[" + namespace + "]")::equals).isPresent();
  }

  /// The sockets that it holds, by the inode, each with the number of a descriptor that is it; none
  /// if we may not look. Of more than [#MAX_DESCRIPTORS] descriptors the rest is not looked at.
  Map<Long, String> sockets() {
    var sockets = new HashMap<Long, String>();
    try (KernelFile descriptors = KernelFile.open(path("fd")).orElse(null)) {
      if (descriptors != null) {
        for (String descriptor : descriptors.names(MAX_DESCRIPTORS)) {
          descriptors
              .link(descriptor)
              .flatMap(ProcessFiles::inode)
              .ifPresent(inode -> sockets.put(inode, descriptor));
        }
      }
    }
    return sockets;
  }

  /// Whether that descriptor is the socket.
  boolean holds(long inode, String descriptor) {
    return link("fd/" + descriptor).filter((SOCKET + inode + "]")::equals).isPresent();
  }

  private static Optional<Long> inode(byte[] link) {
    if (link.length <= SOCKET.length() || link[0] != SOCKET.charAt(0)) {
      return Optional.empty();
    }
    String text = new String(link, StandardCharsets.ISO_8859_1);
    return text.startsWith(SOCKET) && text.endsWith("]")
        ? number(text.substring(SOCKET.length(), text.length() - 1))
        : Optional.empty();
  }

  private static Optional<String> read(String link) {
    return Syscalls.readLink(link, KernelFile.MAX_LINK_BYTES)
        .filter(bytes -> bytes.length < KernelFile.MAX_LINK_BYTES)
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
    return KernelFile.read(path("cmdline"), MAX_COMMAND_LINE_BYTES).map(CommandLine::split);
  }

  /// The variables that it was started with, as `NAME=VALUE`.
  Optional<List<String>> environment() {
    return KernelFile.read(path("environ"), MAX_ENVIRONMENT_BYTES).map(CommandLine::split);
  }

  private Optional<Long> stat(int field) {
    return KernelFile.read(path("stat"), MAX_STAT_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .flatMap(stat -> CommandLine.statField(stat, field));
  }

  private static Optional<Long> number(String text) {
    boolean isNumber = !text.isEmpty() && text.charAt(0) <= '9' && NUMBER.matcher(text).matches();
    return isNumber ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private String path(String name) {
    return "/proc/" + pid + "/" + name;
  }
}
