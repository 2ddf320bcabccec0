package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// An application that sends every port of its workstation what no client sends, and says what it
/// gets for it, in hexadecimal, a line each.
final class MalformedBytes {
  private static final String PROGRAM =
      """
      import socket
      def tcp(name, port, *parts):
        got = b''
        try:
          with socket.create_connection(('127.0.0.1', port), 20) as s:
            for part in parts:
              s.sendall(part)
            while more := s.recv(4096):
              got += more
        except (ConnectionResetError, BrokenPipeError):
          pass
        print(name, got[:16].hex(), flush=True)
      def udp(name, question):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
          s.settimeout(1)
          s.connect(('127.0.0.1', 53))
          s.send(question)
          try:
            got = s.recv(512)
          except TimeoutError:
            got = b''
        print(name, got[:2].hex(), *[byte & 15 for byte in got[3:4]], flush=True)
      hello = bytes.fromhex('050100')
      tcp('socks-garbage', 9050, b'\\x09nonsense')
      tcp('socks5-methods', 9050, bytes.fromhex('050105'))
      tcp('socks5-bind', 9050, hello, bytes.fromhex('05020001c05863320050'))
      tcp('socks5-udp', 9050, hello, bytes.fromhex('05030001c05863320050'))
      tcp('socks5-address', 9050, hello, bytes.fromhex('05010009c05863320050'))
      tcp('socks4-bind', 9050, bytes.fromhex('04020050c058633200'))
      tcp('http-get', 9080, b'GET http://web.test/ HTTP/1.1\\r\\nHost: web.test\\r\\n\\r\\n')
      tcp('http-garbage', 9080, b'\\x00\\x01\\x02\\r\\n\\r\\n')
      tcp('http-target', 9080, b'CONNECT nonsense HTTP/1.1\\r\\n\\r\\n')
      tcp('trans-loop', 9040, b'GET / HTTP/1.0\\r\\n\\r\\n')
      udp('dns-short', b'\\x00')
      udp('dns-cut', bytes.fromhex('123401000001000000000000') + b'\\x03web')
      udp('dns-notify', bytes.fromhex('123421000001000000000000') + b'\\x03web\\x00\\x00\\x01\\x00\\x01')
      """;

  private MalformedBytes() {}

  /// Fails unless each gets its protocol's own error, or is closed where there is none.
  static void assertAnswered(Deployment deployment) {
    var out = deployment.run("hostile", "python3", "-c", PROGRAM).assertOk().out();
    assertThat(out.lines())
        .containsAll(
            List.of(
                "socks-garbage ",
                "socks5-methods 05ff",
                "socks5-bind 050005070001000000000000",
                "socks5-udp 050005070001000000000000",
                "socks5-address 050005080001000000000000",
                "socks4-bind 005b000000000000",
                "http-get " + hex("HTTP/1.0 405 Met"),
                "http-garbage " + hex("HTTP/1.0 400 Bad"),
                "http-target " + hex("HTTP/1.0 400 Bad"),
                "trans-loop ",
                "dns-short ",
                "dns-cut 1234 1",
                "dns-notify 1234 4"));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
