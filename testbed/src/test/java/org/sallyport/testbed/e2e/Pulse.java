package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// An application in the middle of a transfer that tells how its network is: when the transfer
/// breaks, then whether new connections work, by the transparent port and by SOCKS. All the while
/// it tries to get out by every other way it can think of.
final class Pulse implements AutoCloseable {
  private static final Pattern STATE = Pattern.compile("(\\w+) (works|refused) ([0-9.]+)");

  /// The longest that an application may wait for the news that nothing passes: the resolver's two
  /// seconds if its question was lost with the gateway, no time otherwise.
  private static final double AT_ONCE_SECONDS = 3;

  private static final String PROGRAM =
      """
      import itertools, socket, struct, sys, threading, time
      def say(*words):
        print(*words, flush=True)
      def attempt(family, kind, protocol, to, text):
        try:
          with socket.socket(family, kind, protocol) as s:
            s.settimeout(0.5)
            s.connect(to)
            s.send(text)
        except OSError:
          pass
      def escape():
        v4, v6, udp, tcp = socket.AF_INET, socket.AF_INET6, socket.SOCK_DGRAM, socket.SOCK_STREAM
        echo = struct.pack('!BBHHH', 8, 0, 0xf7fe, 0, 1)
        for turn in itertools.count(1):
          for host in '10.66.0.1', '198.51.100.7', '198.51.100.53':
            attempt(v4, udp, 0, (host, 53), b'x')
            attempt(v4, udp, 0, (host, 443), b'x')
            attempt(v4, udp, socket.IPPROTO_ICMP, (host, 0), echo)
            attempt(v4, tcp, 0, (host, 443), b'x')
          attempt(v6, udp, 0, ('2001:db8:7::7', 443), b'x')
          attempt(v6, tcp, 0, ('2001:db8:7::7', 443), b'x')
          say('tried to escape', turn)
          time.sleep(0.05)
      def echo(s, text):
        s.sendall(text)
        got = b''
        while len(got) < len(text):
          more = s.recv(65536)
          if not more:
            raise EOFError
          got += more
      def transparent():
        return socket.create_connection(('echo.test', 7), 20)
      def socks():
        s = socket.create_connection(('127.0.0.1', 9050), 20)
        s.sendall(b'\\5\\1\\0')
        if s.recv(2) != b'\\5\\0':
          raise EOFError
        s.sendall(b'\\5\\1\\0\\3\\x09echo.test\\0\\7')
        answer = s.recv(10)
        if answer[:2] != b'\\5\\0':
          raise EOFError(answer)
        return s
      def watch(name, connect):
        before = None
        while True:
          start = time.monotonic()
          try:
            with connect() as s:
              echo(s, b'y')
            now = 'works'
          except (OSError, EOFError):
            now = 'refused'
          if now != before:
            say(name, now, round(time.monotonic() - start, 3))
            before = now
          time.sleep(0.05)
      def transfer():
        with transparent() as s:
          echo(s, b'x')
          say('transfer runs')
          try:
            while True:
              echo(s, b'x' * 4096)
              time.sleep(0.01)
          except (OSError, EOFError) as e:
            say('transfer failed', type(e).__name__)
      threading.Thread(target=escape, daemon=True).start()
      threading.Thread(target=watch, args=('transparent', transparent), daemon=True).start()
      threading.Thread(target=watch, args=('socks', socks), daemon=True).start()
      threading.Thread(target=transfer, daemon=True).start()
      sys.stdin.read()
      """;

  private final Running running;

  private Pulse(Running running) {
    this.running = running;
  }

  /// Starts one and returns when everything works for it.
  static Pulse start(Deployment deployment) {
    var pulse = new Pulse(deployment.start("pulse", "python3", "-c", PROGRAM));
    pulse.running.awaitOut("transfer runs", Deployment.LIMIT);
    pulse.running.awaitOut("transparent works", Deployment.LIMIT);
    pulse.running.awaitOut("socks works", Deployment.LIMIT);
    return pulse;
  }

  /// Fails unless the transfer breaks and both ways refuse, each at once.
  void assertCutOffAtOnce() {
    var limit = Duration.ofSeconds(10);
    running.awaitOut("transfer failed", limit);
    for (String way : List.of("transparent", "socks")) {
      running.awaitOut(way + " refused", limit);
    }
    var states = STATE.matcher(running.out());
    assertThat(states.results().filter(state -> state.group(2).equals("refused")))
        .allSatisfy(state ->
            assertThat(Double.parseDouble(state.group(3)))
                .as("seconds until %s", state.group())
                .isLessThan(AT_ONCE_SECONDS));
  }

  /// Waits until both ways work again.
  void awaitBack(Duration limit) {
    for (String way : List.of("transparent", "socks")) {
      await(way + " works again: " + running.out())
          .atMost(limit)
          .until(() ->
              running.out().lastIndexOf(way + " works")
                  > running.out().lastIndexOf(way + " refused"));
    }
  }

  /// Waits until it has tried all ways out anew, from now on.
  void awaitAttempts() {
    String done = "tried to escape ";
    String out = running.out();
    int last = out.lastIndexOf(done) + done.length();
    int turn = Integer.parseInt(out.substring(last, out.indexOf('\n', last)));
    running.awaitOut(done + (turn + 2) + "\n", Duration.ofSeconds(20));
  }

  /// The launcher's process, which became the sandbox.
  Running launcher() {
    return running;
  }

  /// The application's own process.
  ProcessHandle application() {
    return running
        .process()
        .descendants()
        .filter(process -> process.children().findAny().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    running.close();
  }
}
