package org.sallyport.linux.attribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.sallyport.core.attribution.Flow;

/// Measures how long it takes to find who opened a connection, among 500 processes of a namespace
/// that hold 23 descriptors each. A program to be run, not a test: `main` prints microseconds.
final class AttributionMeasurement {
  private static final int PROCESSES = 500;
  private static final int ROUNDS = 300;
  private static final int WARM_UP = 100;

  /// Waits for commands on standard input: `again` connects from the parent, `new` from a child
  /// that nobody has seen yet, `any` from one of the 500.
  private static final String CROWD =
      """
      import os, socket, sys, time
      port, count = int(sys.argv[1]), int(sys.argv[2])
      for _ in range(20):
          os.open('/dev/null', os.O_RDONLY)
      def connect():
          return socket.create_connection(('127.0.0.1', port))
      r, w = os.pipe()
      for _ in range(count):
          if os.fork() == 0:
              os.close(w)
              kept = []
              while os.read(r, 1):
                  kept = kept[-3:] + [connect()]
              os._exit(0)
      kept = []
      for line in sys.stdin:
          word = line.strip()
          if word == 'again':
              kept = kept[-3:] + [connect()]
          elif word == 'new':
              if os.fork() == 0:
                  s = connect()
                  time.sleep(1)
                  os._exit(0)
          elif word == 'any':
              os.write(w, b'x')
      """;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private AttributionMeasurement() {}

  /// Prints median, 90th and 99th percentile.
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("attribution");
    Path script = Files.writeString(directory.resolve("crowd.py"), CROWD);
    try (var visitors = new Visitors()) {
      Process crowd =
          visitors.start(
              directory,
              "python3",
              script.toString(),
              Integer.toString(visitors.port()),
              Integer.toString(PROCESSES));
      for (String who : List.of("again", "new", "any")) {
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
        System.out.printf(
            "%-6s p50 %d µs, p90 %d µs, p99 %d µs, CPU mean %d µs, found %d of %d%n",
            who,
            micros[ROUNDS / 2],
            micros[ROUNDS * 9 / 10],
            micros[ROUNDS * 99 / 100],
            cpu / 1_000 / ROUNDS,
            found,
            ROUNDS);
      }
    } finally {
      Files.delete(script);
      Files.delete(directory);
    }
  }
}
