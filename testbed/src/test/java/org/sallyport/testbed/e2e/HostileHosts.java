package org.sallyport.testbed.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An application that asks for hosts byte by byte as it is told, by every protocol that takes a
/// host in words, and says what each answered.
final class HostileHosts {
  private static final String PROGRAM =
      """
      import socket, sys
      def exchange(port, *parts):
        got = b''
        try:
          with socket.create_connection(('127.0.0.1', port), 60) as s:
            for part in parts:
              s.sendall(part)
            s.settimeout(60)
            while True:
              more = s.recv(4096)
              if not more:
                break
              got += more
              if got[:2] == b'\\5\\0' and len(got) >= 12 or got[:1] == b'\\0' or b'\\r\\n\\r\\n' in got:
                break
        except OSError as e:
          return type(e).__name__
        return got
      def socks5(host):
        got = exchange(9050, b'\\5\\1\\0', b'\\5\\1\\0\\3' + bytes([len(host)]) + host + b'\\0\\x50')
        return got[3] if len(got) > 3 else 'closed'
      def socks4(host):
        got = exchange(9050, b'\\4\\1\\0\\x50\\0\\0\\0\\1me\\0' + host + b'\\0')
        return got[1] if len(got) > 1 else 'closed'
      def http(host):
        got = exchange(9080, b'CONNECT ' + host + b':80 HTTP/1.1\\r\\n\\r\\n')
        return got[9:12].decode() if len(got) > 12 else 'closed'
      for word in sys.argv[1:]:
        host = bytes.fromhex(word)
        print(word, socks5(host), socks4(host), http(host), flush=True)
      """;

  private HostileHosts() {}

  /// What came of asking for a host.
  ///
  /// @param socks5 the reply code of SOCKS 5
  /// @param socks4 the reply code of SOCKS 4a
  /// @param http the status of HTTP CONNECT
  record Answer(String socks5, String socks4, String http) {
    /// Not allowed, as policy is.
    static final Answer FORBIDDEN = new Answer("2", "91", "403");

    /// Neither a name nor an address.
    static final Answer MALFORMED = new Answer("1", "91", "400");
  }

  /// Asks for each of the hosts as an application of that name.
  static Map<String, Answer> ask(Deployment deployment, String app, List<String> hosts) {
    var command = new ArrayList<>(List.of("python3", "-c", PROGRAM));
    hosts.forEach(host -> command.add(hex(host)));
    var out = deployment.run(app, command.toArray(String[]::new)).assertOk().out();
    var answers = new TreeMap<String, Answer>();
    out.lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> answers.put(text(words[0]), new Answer(words[1], words[2], words[3])));
    return answers;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
