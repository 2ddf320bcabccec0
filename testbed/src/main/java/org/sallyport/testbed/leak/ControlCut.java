package org.sallyport.testbed.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.testbed.leak.world.Command;

/// Cuts the connection that tor and the gateway speak the control protocol on, from outside both:
/// tor's end is duplicated (`pidfd_getfd`) and shut down.
final class ControlCut {
  private static final int INODE_WORD = 6;
  private static final int PATH_WORD = 7;
  private static final int STATE_WORD = 5;
  private static final String CONNECTED = "03";

  /// pidfd_open, pidfd_getfd, shutdown(both).
  private static final String PROGRAM =
      """
      my ($pid, $number) = @ARGV;
      my $process = syscall(434, $pid + 0, 0);
      my $socket = syscall(438, $process, $number + 0, 0);
      die "pidfd_getfd: $!" if $socket < 0;
      syscall(48, $socket, 2);
      """;

  private ControlCut() {}

  /// Cuts it; nothing if tor is just going or coming.
  static void at(ProcessHandle tor, Path socket) {
    try {
      Optional<String> number = descriptor(tor, connections(tor, socket));
      if (number.isPresent()) {
        String _ =
            Command.run(
                java.util.List.of("perl", "-e", PROGRAM, Long.toString(tor.pid()), number.get()),
                "");
      }
    } catch (IOException e) {
      // tor has ended this moment
    }
  }

  private static Set<String> connections(ProcessHandle tor, Path socket) throws IOException {
    Path table = Path.of("/proc/" + tor.pid() + "/net/unix");
    return Files.readAllLines(table, StandardCharsets.UTF_8).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > PATH_WORD)
        .filter(words -> words[PATH_WORD].equals(socket.toString()))
        .filter(words -> words[STATE_WORD].equals(CONNECTED))
        .map(words -> "socket:[" + words[INODE_WORD] + "]")
        .collect(Collectors.toSet());
  }

  private static Optional<String> descriptor(ProcessHandle tor, Set<String> sockets)
      throws IOException {
    try (var files = Files.list(Path.of("/proc/" + tor.pid() + "/fd"))) {
      for (Path file : files.toList()) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return Optional.of(file.getFileName().toString());
        }
      }
      return Optional.empty();
    }
  }
}
