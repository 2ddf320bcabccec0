package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testbed.e2e.TorWatch.Seen;

/// Software that brings its own Tor settings: it finds the gateway where it looks for tor.
@ParameterizedClass
@MethodSource("deployments")
final class TorSettingsIT {
  private static final String PAGE = "http://web.test/json";
  private static final String STACKED = "/run/anon-ws-disable-stacked-tor/";

  /// Says each line of its second argument to the ControlPort or socket of the first.
  private static final String TALK =
      """
      import socket, sys
      where = sys.argv[1]
      if where.startswith('/'):
        s = socket.socket(socket.AF_UNIX); s.connect(where)
      else:
        host, port = where.rsplit(':', 1)
        s = socket.create_connection((host.strip('[]'), int(port)))
      s.settimeout(20)
      s.sendall(sys.argv[2].replace(',', '\\r\\n').encode() + b'\\r\\nQUIT\\r\\n')
      heard = b''
      while True:
        got = s.recv(4096)
        if not got: break
        heard += got
      sys.stdout.write(heard.decode())
      """;

  private final Deployment deployment;

  TorSettingsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:9050",
        "[::1]:9050",
        "127.0.0.1:9102",
        "[::1]:9102",
        "127.0.0.1:9122",
        "10.152.152.10:9122",
        "[::1]:9123",
        "127.0.0.1:9150",
        "[::1]:9150",
        "localhost/run/tor/socks",
        "localhost" + STACKED + "127.0.0.1_9050.sock",
        "localhost" + STACKED + "::1_9150.sock"
      })
  void everySocksPortLeadsToTor(String proxy) {
    Outcome outcome = deployment.run("socks", "curl", "-sS", "--proxy", "socks5h://" + proxy, PAGE);
    assertThat(outcome.assertOk().out()).contains("\"exit\": \"exit");
  }

  @Test
  void unixSocketIsTheSamePort() {
    var seen =
        fetch(
            "same",
            "-x socks5h://127.0.0.1:9050",
            "-x socks5h://localhost/run/tor/socks",
            "-x socks5h://127.0.0.1:9150",
            "-x socks5h://localhost" + STACKED + "127.0.0.1_9150.sock");
    assertThat(seen.get(1).token()).isEqualTo(seen.get(0).token());
    assertThat(seen.get(3).token()).isEqualTo(seen.get(2).token());
    assertThat(seen.get(2).token()).isNotEqualTo(seen.get(0).token());
  }

  @Test
  void twoSitesOfTorBrowserAreTwoCircuits() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              fetches(
                  "browser",
                  "-x socks5h://web.test:0123456789abcdef@127.0.0.1:9150",
                  "-x socks5h://other.test:0123456789abcdef@127.0.0.1:9150",
                  "-x socks5h://web.test:0123456789abcdef@127.0.0.1:9150",
                  "-x socks5h://web.test:fedcba9876543210@127.0.0.1:9150"));
      assertThat(seen.get(2).token()).isEqualTo(seen.get(0).token());
      assertApart(watch, List.of(seen.get(0), seen.get(1), seen.get(3)));
    }
  }

  @Test
  void wrappersOfWhonixKeepWorking() {
    String proxy = "--proxy socks5h://127.0.0.1:9050 --proxy-user '<torS0X>0:curl-wrapper_%s'";
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> fetches("uwt", proxy.formatted("a1"), proxy.formatted("b2")));
      assertApart(watch, seen);
      seen =
          watch.during(() ->
              script(
                  "torsocks",
                  "printf 'TorAddress 127.0.0.1\\nTorPort 9050\\nIsolatePID 1\\n' >torsocks.conf",
                  "export TORSOCKS_CONF_FILE=$HOME/torsocks.conf TORSOCKS_LOG_LEVEL=1",
                  "torsocks curl -sS " + PAGE,
                  "torsocks curl -sS " + PAGE));
      // A lookup and a connection of each process.
      var byProcess = seen.stream().collect(Collectors.groupingBy(Seen::token)).values();
      assertThat(byProcess).hasSize(2);
      assertApart(watch, byProcess.stream().map(List::getLast).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:9051",
        "[::1]:9051",
        "127.0.0.1:9151",
        "[::1]:9151",
        "/run/tor/control",
        STACKED + "127.0.0.1_9051.sock",
        STACKED + "::1_9151.sock"
      })
  void controlPortAnswersAndFilters(String where) {
    assertThat(control("control", where, "AUTHENTICATE,GETINFO status/circuit-established"))
        .isEqualTo(
            "250 OK\r\n250-status/circuit-established=1\r\n250 OK\r\n250 closing connection\r\n");
    assertThat(control("control", where, "GETINFO address,GETINFO circuit-status,text"))
        .isEqualTo("510 Command filtered\r\n".repeat(3) + "250 closing connection\r\n");
    assertThat(control("control", where, "PROTOCOLINFO 1")).contains("250-AUTH METHODS=NULL");
  }

  /// With a schema of our own that says of GNOME's what is asked for: Debian's comes with a
  /// desktop.
  @Test
  void desktopsProxySettingIsFoundInside() {
    var schema =
        """
        <schemalist>
        <schema id="org.gnome.system.proxy" path="/system/proxy/">
        <key name="mode" type="s"><default>"none"</default></key></schema>
        <schema id="org.gnome.system.proxy.socks" path="/system/proxy/socks/">
        <key name="host" type="s"><default>""</default></key>
        <key name="port" type="i"><default>0</default></key></schema>
        </schemalist>\
        """;
    String[] ask = {
      "mkdir -p .local/share/glib-2.0/schemas; cd .local/share/glib-2.0/schemas",
      "cat >proxy.gschema.xml <<'END'\n" + schema + "\nEND",
      "/usr/lib/*/glib-2.0/glib-compile-schemas .",
      "cd; gsettings get org.gnome.system.proxy mode",
      "gsettings get org.gnome.system.proxy.socks port"
    };
    deployment.sallyport("proxy", "gnome", "on").assertOk();
    assertThat(script("gnome", ask).out()).isEqualTo("'manual'\n9123\n");
    String change = "gsettings set org.gnome.system.proxy.socks port 1";
    assertThat(script("gnome", change, ask[ask.length - 1]).out()).isEqualTo("1\n");
    assertThat(deployment.json("proxy", "gnome", "status").get("state").stringValue())
        .isEqualTo("CHANGED");
    deployment.sallyport("proxy", "gnome", "off").assertOk();
    assertThat(script("gnome", ask).out()).isEqualTo("'none'\n1\n");
  }

  @Test
  void newnymIsForTheApplicationThatAsks() {
    var mine = fetch("asks", "");
    var others = fetch("other", "");
    assertThat(control("asks", "127.0.0.1:9151", "SIGNAL NEWNYM")).startsWith("250 OK\r\n");
    assertThat(fetch("asks", "").getFirst().token()).isNotEqualTo(mine.getFirst().token());
    assertThat(fetch("other", "").getFirst().token()).isEqualTo(others.getFirst().token());
  }

  @Test
  void ownTorIsTheGateway() {
    Outcome outcome =
        script(
            "bundled",
            "tor --verify-config | grep -q valid && tor --version",
            "mkdir -p data && printf '%s\\n' 'SocksPort 19050' 'ControlPort auto'"
                + " \"ControlPortWriteToFile $PWD/port\" \"DataDirectory $PWD/data\""
                + " 'CookieAuthentication 1' >torrc",
            "tor -f torrc >log & tor=$!",
            "for i in $(seq 200); do grep -q 'Bootstrapped 100%' log && break; sleep 0.1; done",
            "curl -sS -x socks5h://127.0.0.1:19050 " + PAGE,
            "test $(stat -c %s data/control_auth_cookie) = 32",
            "python3 -c \"$TALK\" $(sed s/PORT=// port) 'AUTHENTICATE 00,GETINFO address'",
            "kill -TERM $tor; wait $tor; echo ended $?");
    assertThat(outcome.out())
        .contains("Tor version 0.4.9")
        .contains("\"exit\": \"exit")
        .contains("250 OK\r\n510 Command filtered\r\n")
        .endsWith("ended 0\n");
  }

  private String control(String app, String where, String lines) {
    return deployment.run(app, "python3", "-c", TALK, where, lines).assertOk().out();
  }

  private List<Seen> fetch(String app, String... options) {
    try (var watch = TorWatch.of(deployment)) {
      return watch.during(() -> fetches(app, options));
    }
  }

  private void fetches(String app, String... options) {
    Outcome outcome =
        script(
            app,
            Stream.of(options)
                .map(option -> "curl -sS " + option + " " + PAGE)
                .toArray(String[]::new));
    assertThat(outcome.out().split("\"door\": \"web\"", -1)).hasSize(options.length + 1);
  }

  private Outcome script(String app, String... lines) {
    String script = Stream.of(lines).collect(Collectors.joining("\n"));
    String talk = "TALK=$(cat <<'END'\n" + TALK + "END\n)\n";
    return deployment.run(app, "bash", "-e", "-c", talk + "cd\n" + script).assertOk();
  }

  private static void assertApart(TorWatch watch, List<Seen> streams) {
    assertThat(streams).extracting(Seen::token).doesNotHaveDuplicates();
    for (Seen one : streams) {
      for (Seen other : streams) {
        if (one.id() != other.id()) {
          assertThat(watch.carriers(List.of(one)))
              .doesNotContainAnyElementsOf(watch.carriers(List.of(other)));
        }
      }
    }
  }
}
