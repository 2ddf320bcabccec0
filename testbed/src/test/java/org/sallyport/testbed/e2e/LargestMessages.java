package org.sallyport.testbed.e2e;

/// What stands at the edge of each protocol's limits, and just beyond.
final class LargestMessages {
  /// Prints a line for each.
  static final String PROGRAM =
      """
      import socket, struct
      def exchange(port, data, wanted):
        got = b''
        try:
          with socket.create_connection(('127.0.0.1', port), 60) as s:
            s.sendall(data)
            while len(got) < wanted:
              more = s.recv(4096)
              if not more:
                break
              got += more
        except OSError:
          pass
        return got
      def socks4(user):
        return exchange(9050, b'\\4\\1\\0\\7\\0\\0\\0\\1' + user + b'\\0echo.test\\0', 2)[1:2].hex()
      def http(size):
        head = b'CONNECT echo.test:7 HTTP/1.1\\r\\nX: '
        return exchange(9080, head + b'x' * (size - len(head)) + b'\\r\\n\\r\\n', 12)[9:12].decode()
      def question(name):
        return (bytes.fromhex('123401000001000000000000') + name + b'\\0\\0\\1\\0\\1')
      def dns(port, message):
        return exchange(port, struct.pack('!H', len(message)) + message, 6)[2:4].hex()
      def udp(message):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
          s.settimeout(20)
          s.connect(('127.0.0.1', 53))
          s.send(message)
          return s.recv(4096)[:2].hex()
      short = question(b'\\3web\\4test')
      longest = b''.join(bytes([n]) + b'a' * n for n in (63, 63, 63, 61))
      print('socks4-user', socks4(b'u' * 1024), socks4(b'u' * 1025), flush=True)
      print('http-head', http(8192), http(8193), flush=True)
      print('dns-tcp', dns(5300, short + bytes(8192 - len(short))), flush=True)
      print('dns-more', dns(5300, short + bytes(8193 - len(short))), flush=True)
      print('dns-most', dns(5300, short + bytes(65535 - len(short))), flush=True)
      print('dns-udp', udp(short + bytes(9000)), flush=True)
      print('dns-name', udp(question(longest)), udp(question(longest + b'\\1a')), flush=True)
      """;

  /// What it prints.
  static final String EXPECTED =
      """
      socks4-user 5a 5b
      http-head 200 431
      dns-tcp 1234
      dns-more\s
      dns-most\s
      dns-udp 1234
      dns-name 1234 1234
      """;

  private LargestMessages() {}
}
