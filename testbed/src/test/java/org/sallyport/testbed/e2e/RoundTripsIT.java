package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How many round trips of a circuit of 200 ms the first byte of a page takes: by the gateway's
/// transparent path, and side by side by tor's own `DNSPort` and `TransPort` on the same network.
///
/// The circuits are single ones, as the gateway's always are: along a conflux set tor 0.4.9 sends
/// nothing before the exit has said that it is connected (`connection_ap_supports_optimistic_data`
/// knows no conflux purpose), which costs one round trip more.
final class RoundTripsIT {
  private static final Duration DELAY = Duration.ofMillis(200);
  private static final double MOST_ROUND_TRIPS = 1.3;
  private static final int ROUNDS = 7;
  private static final Duration SOON = Duration.ofSeconds(60);

  /// Opens a stream to the echo service; then, for each line on its input, measures a round trip on
  /// it, and how long the first byte of a page takes from the look-up of its name.
  private static final String CLOCK =
      """
      import socket, sys, time
      resolver = sys.argv[1:]
      def address(name):
        if not resolver:
          return name
        question = (bytes.fromhex('123401000001000000000000')
          + b''.join(bytes([len(label)]) + label.encode() for label in name.split('.'))
          + bytes.fromhex('0000010001'))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
          s.connect((resolver[0], int(resolver[1])))
          s.send(question)
          return socket.inet_ntoa(s.recv(512)[-4:])
      def millis(since):
        return round((time.monotonic() - since) * 1000)
      stream = socket.create_connection((address('echo.test'), 7), 60)
      def echo():
        stream.sendall(b'x')
        assert stream.recv(1) == b'x'
      echo()
      print('warm', flush=True)
      for line in sys.stdin:
        start = time.monotonic()
        echo()
        round_trip = millis(start)
        start = time.monotonic()
        with socket.create_connection((address('web.test'), 80), 60) as s:
          s.sendall(b'GET / HTTP/1.0\\r\\nHost: web.test\\r\\n\\r\\n')
          s.recv(1)
        print('took', round_trip, millis(start), flush=True)
      """;

  static Stream<Account> accounts() {
    return Account.available().stream();
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void firstByteTakesOneRoundTrip(Account account) {
    try (var deployment =
            Deployment.of(account)
                .with("SALLYPORT_TESTNET_ENTRY_DELAY_MILLIS", Long.toString(DELAY.toMillis()))
                .up();
        var plain = PlainTor.start(deployment)) {
      var both = Comparison.of(deployment, plain);
      System.out.printf("%s: %s%n", account, both);
      assertThat(both.gateway().ratio()).isLessThanOrEqualTo(MOST_ROUND_TRIPS);
      assertThat(both.gateway().ratio()).isLessThan(both.tor().ratio());
    }
  }

  /// What both took, in the same minute.
  private record Comparison(Times gateway, Times tor) {
    static Comparison of(Deployment deployment, PlainTor plain) {
      try (var ours = deployment.start("clock", "python3", "-c", CLOCK);
          var theirs = plain.run("python3", "-c", CLOCK, PlainTor.ADDRESS, PlainTor.DNS_PORT)) {
        ours.awaitOut("warm\n", SOON);
        theirs.awaitOut("warm\n", SOON);
        for (int round = 1; round <= ROUNDS; round++) {
          measure(ours, round);
          measure(theirs, round);
        }
        return new Comparison(Times.of(ours.out()), Times.of(theirs.out()));
      }
    }

    Comparison {
      assertThat(gateway.roundTrip()).isGreaterThanOrEqualTo(DELAY.toMillis());
      assertThat(tor.roundTrip()).isGreaterThanOrEqualTo(DELAY.toMillis());
    }

    @Override
    public String toString() {
      return "the gateway " + gateway + "; DNSPort and TransPort " + tor;
    }
  }

  private static void measure(Running clock, int round) {
    clock.write("go\n");
    clock.awaitLines("took ", round, SOON);
  }

  /// Medians in milliseconds.
  private record Times(long roundTrip, long firstByte) {
    static Times of(String out) {
      var rows = out.lines().filter(line -> line.startsWith("took ")).map(l -> l.split(" ", -1));
      var all = rows.toList();
      return new Times(
          median(all.stream().map(row -> Long.valueOf(row[1]))),
          median(all.stream().map(row -> Long.valueOf(row[2]))));
    }

    double ratio() {
      return (double) firstByte / roundTrip;
    }

    private static long median(Stream<Long> values) {
      var sorted = values.sorted().toList();
      return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
      return "first byte %d ms, round trip %d ms, ratio %.2f"
          .formatted(firstByte, roundTrip, ratio());
    }
  }
}
