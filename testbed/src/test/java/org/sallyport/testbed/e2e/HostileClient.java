package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An application that takes all that it can get and gives nothing back, until it is closed.
final class HostileClient implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  /// Connections that say half of what they have to say, a byte more now and then, to every port
  /// that takes connections; as many as asked for, or as the limit of descriptors allows.
  private static final String HALF_OPEN =
      """
      import errno, itertools, resource, select, socket, sys, time
      hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
      resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
      count = min(int(sys.argv[1]), hard - 64)
      halves = {9050: b'\\5', 9080: b'CONNECT web.test:80 HT', 9116: b'\\5\\1', 9150: b'\\4',
        5300: b'\\x10\\0\\x12'}
      poll = select.epoll()
      waiting = {}
      for n, (port, half) in zip(range(count), itertools.cycle(halves.items())):
        s = socket.socket()
        s.setblocking(False)
        s.connect_ex(('127.0.0.1', port))
        waiting[s.fileno()] = (s, half)
        poll.register(s, select.EPOLLOUT)
      print('tried', count, flush=True)
      opened = []
      end = time.monotonic() + 2
      while time.monotonic() < end:
        for fd, event in poll.poll(0.1):
          poll.unregister(fd)
          s, half = waiting[fd]
          try:
            s.send(half)
            opened.append(s)
          except OSError:
            pass
      print('opened', len(opened), flush=True)
      while True:
        for s in opened:
          try:
            s.send(b'x')
          except OSError:
            pass
        time.sleep(1)
      """;

  /// Streams with credentials of their own each, as many as asked for, all kept.
  private static final String FLOOD =
      """
      import socket, sys, threading, time
      kept = []
      def one(n):
        try:
          s = socket.create_connection(('127.0.0.1', 9050), 60)
          kept.append(s)
          user = str(n).encode()
          s.sendall(b'\\5\\1\\2' + b'\\1' + bytes([len(user)]) + user + b'\\1p'
            + b'\\5\\1\\0\\3\\x09echo.test\\0\\7' + b'x')
        except OSError:
          pass
      for n in range(int(sys.argv[1])):
        one(n)
      print('asked', len(kept), flush=True)
      while True:
        time.sleep(60)
      """;

  private final Running running;

  private HostileClient(Running running) {
    this.running = running;
  }

  /// Leaves so many connections half open, on all ports together.
  static HostileClient halfOpen(Deployment deployment, int count) {
    var client = started(deployment, "sloth", HALF_OPEN, count);
    client.running.awaitLine("opened ", SOON);
    return client;
  }

  /// Asks for so many streams, each on a key of its own.
  static HostileClient flood(Deployment deployment, int count) {
    var client = started(deployment, "flood", FLOOD, count);
    client.running.awaitLine("asked ", SOON);
    return client;
  }

  private static HostileClient started(Deployment deployment, String app, String program, int n) {
    return new HostileClient(deployment.start(app, "python3", "-c", program, Integer.toString(n)));
  }

  /// How many it has tried.
  int tried() {
    return Integer.parseInt(running.awaitLine("tried ", SOON));
  }

  /// Fails unless it is still at it.
  void assertAttacks() {
    assertThat(running.process().isAlive()).as("the attack goes on").isTrue();
  }

  @Override
  public void close() {
    running.close();
    assertThat(running.outcome(SOON)).isNotNull();
  }

  /// An application that is in nobody's way: it opens new streams when it is told to, and says how
  /// long each took to its first byte.
  static final class Bystander implements AutoCloseable {
    private static final String PROGRAM =
        """
        import socket, sys, time
        for line in sys.stdin:
          for n in range(int(line)):
            start = time.monotonic()
            with socket.create_connection(('echo.test', 7), 60) as s:
              s.sendall(b'x')
              assert s.recv(1) == b'x'
            print('took', round((time.monotonic() - start) * 1000), flush=True)
          print('done', flush=True)
        """;

    private final Running running;
    private int rounds;

    private Bystander(Running running) {
      this.running = running;
    }

    static Bystander start(Deployment deployment) {
      return new Bystander(deployment.start("bystander", "python3", "-c", PROGRAM));
    }

    /// Opens so many streams, one after the other, all of which must work.
    ///
    /// @return the median time to the first byte, in milliseconds
    long medianOf(int streams) {
      long before = running.out().lines().filter(line -> line.startsWith("took ")).count();
      running.write(streams + "\n");
      rounds++;
      running.awaitLines("done", rounds, SOON);
      var times =
          running
              .out()
              .lines()
              .filter(line -> line.startsWith("took "))
              .skip(before)
              .map(line -> Long.valueOf(line.substring("took ".length())))
              .sorted()
              .toList();
      assertThat(times).as("streams of the bystander").hasSize(streams);
      return times.get(streams / 2);
    }

    @Override
    public void close() {
      running.close();
    }
  }

  /// What SOCKS 5 credentials bring: for each pair whether a stream to the echo service works.
  static List<String> withCredentials(Deployment deployment, String app, List<String> pairs) {
    var command = new ArrayList<>(List.of("python3", "-c", CREDENTIALS));
    command.addAll(pairs);
    return deployment.run(app, command.toArray(String[]::new)).assertOk().out().lines().toList();
  }

  private static final String CREDENTIALS =
      """
      import socket, sys
      for pair in sys.argv[1:]:
        user, password = [bytes.fromhex(half) for half in pair.split(':')]
        with socket.create_connection(('127.0.0.1', 9050), 60) as s:
          s.sendall(b'\\5\\1\\2' + b'\\1' + bytes([len(user)]) + user
            + bytes([len(password)]) + password + b'\\5\\1\\0\\3\\x09echo.test\\0\\7' + b'x')
          got = b''
          while len(got) < 15:
            more = s.recv(100)
            if not more:
              break
            got += more
          print('ok' if got == b'\\5\\2\\1\\0\\5\\0\\0\\1' + bytes(6) + b'x' else got.hex(), flush=True)
      """;
}
