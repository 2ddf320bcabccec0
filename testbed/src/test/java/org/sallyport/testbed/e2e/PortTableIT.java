package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
/// keeps its flags, nothing else answers, and the programs that the ports are for work on theirs.
@ExtendWith(SharedGateway.class)
final class PortTableIT {
  private static final List<String> OPTIONS = List.of("--workstation", "whonix", "--app", "seed");
  private static final String PAGE = "http://web.test/json";
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

  private static final String APT_GET =
      """
      echo 'deb [trusted=yes] http://web.test:8081/apt ./' > sources && mkdir -p lists/partial &&
      apt-get -q -o Acquire::http::Proxy=socks5h://127.0.0.1:9104 -o Acquire::Retries=0 \
        -o Dir::Etc::sourcelist=$HOME/sources -o Dir::Etc::sourceparts=- \
        -o Dir::State::lists=$HOME/lists -o Dir::Cache=$HOME/cache -o Debug::NoLocking=1 \
        -o APT::Sandbox::User= update 2>&1 | tee out && grep 'Get:.*Packages' out
      """;

  private static final String FINGERPRINT = "4E7793FEF400BAAF61F6FDF4C57F8ECDCA3BC5F3";

  /// A public key as the world's key server gives it out.
  private static final String KEY =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mDMEZZIAgBYJKwYBBAHaRw8BAQdAXDfav3npb5uLYMGddd0l4WBMSzfA/oz+HC8N
      ZiMOxgi0FldvcmxkIDx3b3JsZEB3ZWIudGVzdD6IkAQTFggAOBYhBE53k/70ALqv
      Yfb99MV/js3KO8XzBQJlkgCAAhsDBQsJCAcCBhUKCQgLAgQWAgMBAh4BAheAAAoJ
      EMV/js3KO8Xzf1sA/2JfKa72X76QVzvtu9WgZaI8QuZzzVyE2aB+x2y7itFPAQCK
      rvHXWPtI6TqmYNTl5up5tJfKVZ+HNzVIX0pXkFpUDw==
      =r1S+
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  /// Its dirmngr would find our port 9050 by itself and use that.
  private static final String GPG =
      """
      mkdir -p -m 700 keys && printf 'no-use-tor\\nstandard-resolver\\n' > keys/dirmngr.conf &&
      torsocks -P 9105 gpg --homedir $PWD/keys --batch --keyserver hkp://web.test:8081 \
        --recv-keys FINGERPRINT 2>&1 | tee out; gpgconf --homedir $PWD/keys --kill all
      grep 'imported: 1' out
      """
          .replace("FINGERPRINT", FINGERPRINT);

  private static final List<Program> PROGRAMS =
      List.of(
          new Program(9117, 80, "curl -sS -x socks5h://127.0.0.1:9117 " + PAGE),
          new Program(9109, 80, "torsocks -P 9109 wget -q -O - " + PAGE),
          new Program(
              9107,
              8081,
              "git -c http.proxy=socks5h://127.0.0.1:9107 ls-remote"
                  + " http://web.test:8081/repo.git"),
          new Program(
              9106,
              2222,
              "torsocks -P 9106 ssh -p 2222 -o BatchMode=yes -o StrictHostKeyChecking=no"
                  + " git@web.test true 2>&1 | grep 'Permission denied (publickey)'"),
          new Program(9105, 8081, GPG),
          new Program(9104, 8081, APT_GET));

  private final Deployment deployment;

  PortTableIT(Deployment deployment) {
    this.deployment = deployment;
  }

  /// A program that does its work on its port.
  ///
  /// @param destination the port of `web.test` that it reaches
  private record Program(int port, int destination, String command) {}

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

  @Test
  void programsWorkOnTheirPorts() {
    try (var _ = WorldHost.start(deployment);
        var opener = Opener.in(deployment, "whonix", "seed");
        var watch = TorWatch.of(deployment)) {
      serve("apt/Packages", "\n"); // an empty list is enough for `apt-get update`
      serve("pks/lookup", KEY);
      for (var program : PROGRAMS) {
        var seen = watch.during(() -> run(program.command()).assertOk());
        var alike = watch.during(() -> openAlike(opener, program));
        assertThat(alike).extracting(Seen::token).as("%s", program).containsAll(tokens(seen));
      }
    }
  }

  private static List<String> tokens(List<Seen> seen) {
    assertThat(seen).isNotEmpty();
    return seen.stream().map(Seen::token).toList();
  }

  /// The streams that a program may open on its port for that: by name, or as torsocks does.
  private static void openAlike(Opener opener, Program program) {
    int destination = program.destination();
    var at = new Route("", "127.0.0.1", program.port());
    opener.open(new Call(Way.SOCKS5, "web.test", destination, "", ""), at);
    opener.open(new Call(Way.SOCKS5, "192.88.99.50", destination, "", ""), at);
    opener.open(new Call(Way.RESOLVE, "web.test", 0, "", ""), at);
  }

  /// Lets the world's host serve a file.
  private void serve(String file, String text) {
    try {
      var path = deployment.home().resolve("world").resolve(file);
      deployment.own(Files.createDirectories(path.getParent()));
      deployment.own(Files.writeString(path, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome run(String command) {
    return deployment.runWith(OPTIONS, "sh", "-c", command);
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
