package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/// An application that keeps connections to the private world's echo service open and talks on them
/// when it is told to.
final class Talker implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// For each line on its input it says how many of its connections gave an echo.
  private static final String PROGRAM =
      """
      import socket, sys, threading
      count = int(sys.argv[1])
      streams = [None] * count
      alive = [False] * count
      def talk(n, text):
        try:
          if streams[n] is None:
            streams[n] = socket.create_connection(('echo.test', 7), 60)
          streams[n].sendall(text)
          got = b''
          while len(got) < len(text):
            more = streams[n].recv(4096)
            if not more:
              break
            got += more
          alive[n] = got == text
        except OSError as e:
          alive[n] = False
          print('error', e, flush=True)
      def all_talk(text):
        threads = [threading.Thread(target=talk, args=(n, text)) for n in range(count)]
        for t in threads: t.start()
        for t in threads: t.join()
        print('alive', text.decode(), sum(alive), flush=True)
      for line in sys.stdin:
        all_talk(line.strip().encode())
      """;

  private final Running running;
  private final int streams;
  private int rounds;

  private Talker(Running running, int streams) {
    this.running = running;
    this.streams = streams;
  }

  /// Starts one with so many connections; they are opened when it talks for the first time.
  static Talker start(Deployment deployment, List<String> options, int streams) {
    return new Talker(
        deployment.startWith(options, "python3", "-c", PROGRAM, Integer.toString(streams)),
        streams);
  }

  /// Tells it to talk, without waiting for it.
  Talker tell() {
    rounds++;
    running.write("round-" + rounds + "\n");
    return this;
  }

  /// Waits until it has talked, and fails unless all of its connections work.
  void assertAllAlive() {
    assertAlive(streams);
  }

  /// Waits until it has talked, and fails unless exactly so many of its connections work.
  void assertAlive(int expected) {
    String answer = "alive round-" + rounds + " ";
    assertThat(running.awaitLine(answer, LIMIT)).as(answer).isEqualTo("" + expected);
  }

  /// Its launcher's process, which became its sandbox.
  ProcessHandle process() {
    return running.process();
  }

  /// Ends it as its user would.
  void end() {
    running.endInput();
    running.outcome(LIMIT).assertOk();
  }

  @Override
  public void close() {
    running.close();
  }
}
