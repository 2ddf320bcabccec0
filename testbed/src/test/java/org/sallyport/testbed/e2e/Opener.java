package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A client that opens one stream after the other in the way that it is told, and keeps them open
/// until it is told to close them.
final class Opener implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// How a client can ask for a stream or a name.
  enum Way {
    /// SOCKS 4a.
    SOCKS4,
    /// SOCKS 5.
    SOCKS5,
    /// tor's RESOLVE by SOCKS 5.
    RESOLVE,
    /// HTTP CONNECT.
    HTTP,
    /// A connection that knows nothing of a proxy.
    TRANS,
    /// A question for an address by DNS.
    DNS
  }

  /// What is asked for.
  ///
  /// @param host the destination, a literal address for `TRANS`
  /// @param user what the client is told apart by; "" with an empty password for nothing
  record Call(Way way, String host, int port, String user, String password) {}

  /// Where a call goes from and to.
  ///
  /// @param source the client's own address, "" for any
  /// @param address where the port listens; plays no part for `TRANS`
  record Route(String source, String address, int port) {}

  static final String PROGRAM =
      """
      import base64, socket, struct, sys
      held = []
      def connection(source, address, port):
        s = socket.create_connection((address, int(port)), 60, (source, 0) if source else None)
        held.append(s)
        return s
      def read(s, count):
        got = b''
        while len(got) < count:
          more = s.recv(count - len(got))
          if not more:
            raise OSError('ended after ' + got.hex())
          got += more
        return got
      def expect(what, got, wanted):
        if got != wanted:
          raise OSError(what + ' ' + str(got))
      def socks4(s, host, port, user, password):
        s.sendall(b'\\x04\\x01' + struct.pack('>H', port) + b'\\0\\0\\0\\1' + user + b'\\0' + host + b'\\0')
        expect('SOCKS4', read(s, 8)[1], 0x5a)
      def socks5(s, host, port, user, password, command=1):
        s.sendall(b'\\x05\\x01' + (b'\\x02' if user or password else b'\\x00'))
        if read(s, 2)[1] == 2:
          s.sendall(b'\\x01' + bytes([len(user)]) + user + bytes([len(password)]) + password)
          expect('SOCKS5 auth', read(s, 2)[1], 0)
        s.sendall(b'\\x05' + bytes([command]) + b'\\0\\x03' + bytes([len(host)]) + host
          + struct.pack('>H', port))
        reply = read(s, 4)
        expect('SOCKS5', reply[1], 0)
        read(s, {1: 4, 4: 16}[reply[3]] + 2)
      def resolve(s, host, port, user, password):
        socks5(s, host, port, user, password, 0xf0)
      def http(s, host, port, user, password):
        to = host + b':' + str(port).encode()
        auth = b''
        if user or password:
          auth = b'Proxy-Authorization: Basic ' + base64.b64encode(user + b':' + password) + b'\\r\\n'
        s.sendall(b'CONNECT ' + to + b' HTTP/1.1\\r\\nHost: ' + to + b'\\r\\n' + auth + b'\\r\\n')
        expect('HTTP', read(s, 12)[9:], b'200')
      def trans(s, host, port, user, password):
        s.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')
        read(s, 1)
      def dns(source, address, port, host):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
          s.settimeout(60)
          if source:
            s.bind((source, 0))
          s.connect((address, int(port)))
          s.send(bytes.fromhex('123401000001000000000000')
            + b''.join(bytes([len(label)]) + label.encode() for label in host.split('.'))
            + bytes.fromhex('0000010001'))
          expect('DNS', s.recv(512)[3] & 15, 0)
      def ask(way, source, address, port, host, to, user, password):
        if way == 'dns':
          dns(source, address, port, host)
        else:
          target = (host, to) if way == 'trans' else (address, port)
          s = connection(source, *target)
          globals()[way](s, host.encode(), int(to), user.encode(), password.encode())
      for n, line in enumerate(sys.stdin, 1):
        words = [word.strip('-') for word in line.split()]
        try:
          if words[0] == 'close':
            for s in held:
              s.close()
            held = []
          else:
            ask(*words)
          print('done', n, 'ok', flush=True)
        except OSError as e:
          print('done', n, e or type(e).__name__, flush=True)
      """;

  private final Running running;
  private int lines;

  private Opener(Running running) {
    this.running = running;
  }

  /// One in a workstation.
  static Opener in(Deployment deployment, String workstation, String app) {
    var options = List.of("--workstation", workstation, "--app", app);
    return new Opener(deployment.startWith(options, "python3", "-c", PROGRAM));
  }

  /// One beside a plain tor.
  static Opener beside(PlainTor tor) {
    return new Opener(tor.run("python3", "-c", PROGRAM));
  }

  /// Opens a stream, or asks for a name, and waits until it is there.
  void open(Call call, Route route) {
    assertThat(answer(call, route)).as("%s by %s", call, route).isEqualTo("ok");
  }

  /// Tries to, and tells how that ended: `ok`, or what was answered instead.
  String answer(Call call, Route route) {
    return say(
        "%s %s %s %d %s %d %s %s"
            .formatted(
                call.way().name().toLowerCase(Locale.ROOT),
                word(route.source()),
                word(route.address()),
                route.port(),
                call.host(),
                call.port(),
                word(call.user()),
                word(call.password())));
  }

  /// Closes all that it holds, before the next is opened.
  void closeStreams() {
    write("close");
  }

  private void write(String line) {
    running.write(line + "\n");
    lines++;
  }

  private String say(String line) {
    write(line);
    return running.awaitLine("done " + lines + " ", LIMIT);
  }

  private static String word(String value) {
    return value.isEmpty() ? "-" : value;
  }

  @Override
  public void close() {
    running.close();
  }
}
