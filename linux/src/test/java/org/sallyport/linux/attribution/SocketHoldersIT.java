package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.linux.attribution.Finding.Doubt;
import org.sallyport.linux.attribution.Finding.Opener;

/// What is remembered of processes between two questions makes no answer wrong: real processes that
/// sleep, come from elsewhere, and share.
@Timeout(60)
final class SocketHoldersIT {
  /// A crowd in which the one whose place is said connects again.
  private static final String CROWD =
      """
      import os, signal, socket, sys
      signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
      crowd = []
      for _ in range(int(sys.argv[2])):
          crowd.append(os.fork())
          if crowd[-1] == 0:
              kept = []
              while True:
                  signal.sigwait([signal.SIGUSR1])
                  print(os.getpid(), flush=True)
                  kept = kept[-1:] + [socket.create_connection(('127.0.0.1', int(sys.argv[1])))]
      for line in sys.stdin:
          os.kill(crowd[int(line)], signal.SIGUSR1)
      """;

  private static final String CONNECT =
      """
      import socket, sys
      s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
      s.recv(1)
      """;

  @TempDir private Path directory;

  @Test
  void whoeverOfManyConnectsIsFound() throws Exception {
    Files.writeString(directory.resolve("crowd.py"), CROWD);
    int count = 2 * SocketHolders.MAX_ASKED;
    try (var visitors = new Visitors()) {
      Process crowd = start(visitors, "crowd.py", Integer.toString(count));
      try (BufferedReader lines = crowd.inputReader(StandardCharsets.UTF_8)) {
        for (int place : new int[] {0, count - 1, 0, 64, 65, 64, count - 1, 1, 1}) {
          say(crowd, Integer.toString(place));
          long pid = Long.parseLong(lines.readLine());
          assertThat(((Opener) visitors.attribution.find(visitors.accept())).pid())
              .as("who connected, at place %d", place)
              .isEqualTo(pid);
        }
      }
    }
  }

  @Test
  void oneThatCameFromAnotherNetworkIsFound() throws Exception {
    Files.writeString(directory.resolve("a.py"), CONNECT);
    try (var visitors = new Visitors()) {
      var command = new ArrayList<>(List.of("sh", "-c", "echo; read go; exec \"$@\"", "sh"));
      command.addAll(visitors.inside(List.of("python3", "a.py", port(visitors))));
      Process late = visitors.startHere(directory, command);
      assertThat(late.getInputStream().read()).as("it runs").isEqualTo('\n');
      Process first = start(visitors, "a.py");
      assertThat(((Opener) visitors.attribution.find(visitors.accept())).pid())
          .isEqualTo(first.pid());
      say(late, "go");
      assertThat(((Opener) visitors.attribution.find(visitors.accept())).pid())
          .isEqualTo(late.pid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep 60 &", "sleep 60 7<&4 4<&- &", "(sleep 60 &) & wait"})
  void whoInheritedItAtAnyDistanceShares(String program) throws Exception {
    Files.writeString(
        directory.resolve("share.py"),
        """
        import socket, subprocess, sys
        port, program = sys.argv[1:]
        first = socket.create_connection(('127.0.0.1', int(port)))
        first.recv(1)
        s = socket.socket()
        s.set_inheritable(True)
        subprocess.run(['sh', '-c', program], close_fds=False)
        s.connect(('127.0.0.1', int(port)))
        s.recv(1)
        """);
    try (var visitors = new Visitors()) {
      Process opener = start(visitors, "share.py", program);
      assertThat(((Opener) visitors.attribution.find(visitors.accept())).pid())
          .isEqualTo(opener.pid());
      visitors.answerLast();
      assertThat(visitors.attribution.find(visitors.accept()))
          .isEqualTo(new Finding.Nobody(Doubt.AMBIGUOUS));
    }
  }

  @Test
  void whoWasHandedItInAMessageShares() throws Exception {
    Files.writeString(
        directory.resolve("receive.py"),
        """
        import socket, sys
        door = socket.socket(socket.AF_UNIX)
        door.bind('door')
        door.listen()
        first = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
        giver = door.accept()[0]
        _, received, _, _ = socket.recv_fds(giver, 1, 1)
        giver.send(b'x')
        first.recv(1)
        """);
    Files.writeString(
        directory.resolve("give.py"),
        """
        import socket, sys
        s = socket.socket()
        receiver = socket.socket(socket.AF_UNIX)
        receiver.connect('door')
        socket.send_fds(receiver, [b'x'], [s.fileno()])
        receiver.recv(1)
        s.connect(('127.0.0.1', int(sys.argv[1])))
        s.recv(1)
        """);
    try (var visitors = new Visitors()) {
      Process receiver = start(visitors, "receive.py");
      assertThat(((Opener) visitors.attribution.find(visitors.accept())).pid())
          .isEqualTo(receiver.pid());
      Process _ = start(visitors, "give.py");
      assertThat(visitors.attribution.find(visitors.accept()))
          .isEqualTo(new Finding.Nobody(Doubt.AMBIGUOUS));
    }
  }

  private Process start(Visitors visitors, String script, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(Arrays.asList("python3", script, port(visitors)));
    command.addAll(Arrays.asList(arguments));
    return visitors.start(directory, command);
  }

  private static void say(Process process, String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private static String port(Visitors visitors) {
    return Integer.toString(visitors.port());
  }
}
