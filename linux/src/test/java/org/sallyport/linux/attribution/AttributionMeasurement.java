package org.sallyport.linux.attribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.sallyport.core.attribution.Flow;

/// Measures how long it takes to find who opened a connection, among processes of a namespace that
/// hold 23 descriptors each. A program to be run, not a test: `main` prints microseconds. How to
/// run it stands in CONTRIBUTING.md.
final class AttributionMeasurement {
  private static final int[] CROWDS = {20, 500};
  private static final int ROUNDS = 300;
  private static final int WARM_UP = 100;

  /// Waits for commands on standard input, and connects: `repeated` from the parent, `new` from a
  /// child that nobody has seen yet, `random` from one of the crowd.
  private static final String CROWD =
      """
      import os, random, signal, socket, sys, time
      port, count = int(sys.argv[1]), int(sys.argv[2])
      signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
      random.seed(15)
      for _ in range(20):
          os.open('/dev/null', os.O_RDONLY)
      def connect():
          return socket.create_connection(('127.0.0.1', port))
      crowd = []
      for _ in range(count):
          crowd.append(os.fork())
          if crowd[-1] == 0:
              kept = []
              while True:
                  signal.sigwait([signal.SIGUSR1])
                  kept = kept[-3:] + [connect()]
      kept = []
      for line in sys.stdin:
          word = line.strip().lower()
          if word == 'repeated':
              kept = kept[-3:] + [connect()]
          elif word == 'new':
              if os.fork() == 0:
                  s = connect()
                  time.sleep(1)
                  os._exit(0)
          elif word == 'random':
              os.kill(random.choice(crowd), signal.SIGUSR1)
      """;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private AttributionMeasurement() {}

  /// Who connects.
  private enum Who {
    REPEATED,
    NEW,
    RANDOM
  }

  /// Prints the median, the 95th and the 99th percentile.
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("attribution");
    Path script = Files.writeString(directory.resolve("crowd.py"), CROWD);
    try {
      for (int processes : CROWDS) {
        measure(directory, script, processes);
      }
    } finally {
      Files.delete(script);
      Files.delete(directory);
    }
  }

  private static void measure(Path directory, Path script, int processes) throws Exception {
    try (var visitors = new Visitors()) {
      String port = Integer.toString(visitors.port());
      Process crowd =
          visitors.start(
              directory, "python3", script.toString(), port, Integer.toString(processes));
      for (Who who : Who.values()) {
        System.out.printf("%3d processes, %-8s %s%n", processes, who, times(visitors, crowd, who));
      }
    }
  }

  private static String times(Visitors visitors, Process crowd, Who who) throws IOException {
    long[] micros = new long[ROUNDS];
    long cpu = 0;
    int found = 0;
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      crowd.getOutputStream().write((who + "\n").getBytes(UTF_8));
      crowd.getOutputStream().flush();
      Flow flow = visitors.accept();
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      Finding finding = visitors.attribution.find(flow);
      if (i >= 0) {
        micros[i] = (System.nanoTime() - start) / 1_000;
        cpu += THREADS.getCurrentThreadCpuTime() - cpuStart;
        found += finding instanceof Finding.Opener ? 1 : 0;
      }
    }
    Arrays.sort(micros);
    return "p50 %5d µs, p95 %5d µs, p99 %5d µs, processor %5d µs, found %d of %d"
        .formatted(
            micros[ROUNDS / 2],
            micros[ROUNDS * 95 / 100],
            micros[ROUNDS * 99 / 100],
            cpu / 1_000 / ROUNDS,
            found,
            ROUNDS);
  }
}
