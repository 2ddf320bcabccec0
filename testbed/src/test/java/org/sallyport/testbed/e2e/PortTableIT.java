package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sallyport.testbed.e2e.Opener.Call;
import org.sallyport.testbed.e2e.Opener.Route;
import org.sallyport.testbed.e2e.Opener.Way;
import org.sallyport.testbed.e2e.TorWatch.Seen;

/// The port table of a Whonix-Gateway (`ports = "whonix"`): every port answers in its protocol and
/// keeps its flags, and nothing else answers.
@ExtendWith(SharedGateway.class)
final class PortTableIT {
  private static final List<String> OPTIONS = List.of("--workstation", "whonix", "--app", "seed");
  private static final String SOCKS = "SocksPort";
  private static final String TUNNEL = "HTTPTunnelPort";

  /// Which of the ports below 12,000 speak SOCKS 5 or HTTP.
  private static final String SCAN =
      """
      import socket
      from concurrent.futures import ThreadPoolExecutor
      def is_open(port):
        with socket.socket() as s:
          return s.connect_ex(('127.0.0.1', port)) == 0
      def says(port, words):
        try:
          with socket.create_connection(('127.0.0.1', port), 5) as s:
            s.sendall(words)
            return s.recv(5)
        except OSError:
          return b''
      def kind(port):
        if says(port, b'\\5\\1\\0') == b'\\5\\0':
          return 'SocksPort'
        if says(port, b'GET / HTTP/1.0\\r\\n\\r\\n') == b'HTTP/' and port != 9040:
          return 'HTTPTunnelPort'
      found = [port for port in range(1, 12000) if is_open(port)]
      with ThreadPoolExecutor(128) as pool:
        for port, name in zip(found, pool.map(kind, found)):
          if name:
            print(port, name)
      """;

  private final Deployment deployment;

  PortTableIT(Deployment deployment) {
    this.deployment = deployment;
  }

  /// A port as `sallyport ports` lists it.
  private record Listed(int number, String kind, List<String> flags) {
    Call call(String host, int port) {
      return new Call(kind.equals(SOCKS) ? Way.SOCKS5 : Way.HTTP, host, port, "", "");
    }
  }

  @Test
  void whatIsListedAnswersAndNothingElse() {
    Map<Integer, String> listed = new TreeMap<>();
    proxies().forEach(port -> listed.put(port.number(), port.kind()));
    Map<Integer, String> found = new TreeMap<>();
    deployment
        .runWith(OPTIONS, "python3", "-c", SCAN)
        .assertOk()
        .out()
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> found.put(Integer.valueOf(words[0]), words[1]));
    assertThat(found).isEqualTo(listed);
    assertThat(listed.values()).filteredOn(SOCKS::equals).hasSize(61);
    assertThat(listed.values()).filteredOn(TUNNEL::equals).hasSize(41);
    assertThat(listed).doesNotContainKeys(9112, 9113, 9119, 9120, 9121, 9151);
  }

  @Test
  void everyPortKeepsItsFlagsAndSharesWithNoOther() {
    var ports = proxies().stream().filter(port -> !isForOnionsOnly(port)).toList();
    try (var watch = TorWatch.of(deployment);
        var opener = Opener.in(deployment, "whonix", "every-port")) {
      var seen = watch.during(() -> ports.forEach(port -> openThree(opener, port)));
      assertThat(seen).hasSize(3 * ports.size());
      Set<String> tokens = new HashSet<>();
      for (int i = 0; i < ports.size(); i++) {
        var own = seen.subList(3 * i, 3 * i + 3);
        assertKeepsFlags(ports.get(i), own);
        assertThat(own.stream().map(Seen::token).distinct()).allMatch(tokens::add);
      }
      Set<String> used = new HashSet<>();
      var byToken = seen.stream().collect(Collectors.groupingBy(Seen::token)).values();
      for (var carriers : byToken.stream().map(watch::carriers).toList()) {
        assertThat(carriers).isNotEmpty().allMatch(used::add);
      }
    }
  }

  private static void openThree(Opener opener, Listed port) {
    var at = new Route("", "127.0.0.1", port.number());
    opener.open(port.call("web.test", 80), at);
    opener.open(port.call("echo.test", 80), at);
    opener.open(port.call("web.test", 7), at);
    opener.closeStreams();
  }

  /// A page; the same of another host; another port of the first.
  private static void assertKeepsFlags(Listed port, List<Seen> three) {
    String key = three.getFirst().token();
    assertThat(three.get(1).token().equals(key))
        .as("two hosts share a key on %s", port)
        .isEqualTo(!port.flags().contains("IsolateDestAddr"));
    assertThat(three.get(2).token().equals(key))
        .as("two ports share a key on %s", port)
        .isEqualTo(!port.flags().contains("IsolateDestPort"));
  }

  private List<Listed> proxies() {
    var rows = deployment.json("ports", "-w", "whonix").get("ports");
    return IntStream.range(0, rows.size())
        .mapToObj(rows::get)
        .filter(row -> Set.of(SOCKS, TUNNEL).contains(row.get("kind").asString()))
        .flatMap(row -> {
          var flags = row.get("flags");
          var words = IntStream.range(0, flags.size()).mapToObj(i -> flags.get(i).asString());
          var all = words.toList();
          return IntStream.rangeClosed(row.get("first").asInt(), row.get("last").asInt())
              .mapToObj(number -> new Listed(number, row.get("kind").asString(), all));
        })
        .toList();
  }

  private static boolean isForOnionsOnly(Listed port) {
    return port.flags().contains("OnionTrafficOnly");
  }
}
