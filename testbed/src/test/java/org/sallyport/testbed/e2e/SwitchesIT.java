package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The checks that Whonix's documentation gives for a workstation whose transparent DNS,
/// transparent TCP or both are off, with the results that it gives, for a whole workstation and for
/// one application of another.
@ExtendWith(SharedGateway.class)
final class SwitchesIT {
  private static final String PAGE = "http://web.test/json";
  private static final String ADDRESS = "http://192.88.99.50/json";
  private static final String BY_SOCKS = "-x socks5h://127.0.0.1:9050 ";
  private static final String SEEN = "\"door\": \"web\"";
  private static final int NOT_RESOLVED = 6;
  private static final int NOT_CONNECTED = 7;

  private final Deployment deployment;

  SwitchesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  /// Options of `run` for each way to have a switch off.
  static Stream<List<String>> dnsOff() {
    return options("dns-off");
  }

  static Stream<List<String>> tcpOff() {
    return options("tcp-off");
  }

  static Stream<List<String>> bothOff() {
    return options("both-off");
  }

  /// Everything is on.
  static Stream<List<String>> nothingOff() {
    return Stream.of(
        List.of("--workstation", "whonix", "--app", "switches"),
        List.of("--workstation", "switches", "--app", "other"));
  }

  private static Stream<List<String>> options(String name) {
    return Stream.of(
        List.of("--workstation", name, "--app", "any"),
        List.of("--workstation", "switches", "--app", name));
  }

  @ParameterizedTest
  @MethodSource("nothingOff")
  void everythingWorksWithNothingOff(List<String> options) {
    assertThat(run(options, "nslookup web.test").assertOk().out()).contains("Address: 10.");
    assertSeen(curl(options, PAGE));
    assertSeen(curl(options, ADDRESS));
    assertSeen(curl(options, BY_SOCKS + PAGE));
  }

  @ParameterizedTest
  @MethodSource("dnsOff")
  void withoutDnsNoServerIsReached(List<String> options) {
    assertNoServerIsReached(options);
    curl(options, PAGE).assertStatus(NOT_RESOLVED);
    assertSeen(curl(options, ADDRESS));
    assertSeen(curl(options, BY_SOCKS + PAGE));
  }

  @ParameterizedTest
  @MethodSource("tcpOff")
  void withoutTcpNothingConnects(List<String> options) {
    assertThat(run(options, "nslookup web.test").assertOk().out()).contains("Address: 10.");
    curl(options, PAGE).assertStatus(NOT_CONNECTED);
    curl(options, ADDRESS).assertStatus(NOT_CONNECTED);
    assertSeen(curl(options, BY_SOCKS + PAGE));
  }

  @ParameterizedTest
  @MethodSource("bothOff")
  void withoutBothNothingResolves(List<String> options) {
    assertNoServerIsReached(options);
    Outcome outcome = curl(options, PAGE).assertStatus(NOT_RESOLVED);
    assertThat(outcome.err()).contains("Could not resolve host");
    curl(options, ADDRESS).assertStatus(NOT_CONNECTED);
    assertSeen(curl(options, BY_SOCKS + PAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "whonix,   true,  true,  whonix",
    "dns-off,  true,  false, standard",
    "tcp-off,  false, true,  standard",
    "both-off, false, false, standard"
  })
  void whatIsOffIsShown(String name, boolean tcp, boolean dns, String ports) {
    var settings = deployment.json("workstation", "show", name).get("settings");
    assertThat(settings.get("transparent-tcp").asString()).isEqualTo(Boolean.toString(tcp));
    assertThat(settings.get("transparent-dns").asString()).isEqualTo(Boolean.toString(dns));
    assertThat(settings.get("ports").asString()).startsWith(ports);
    var kinds =
        deployment
            .json("ports", "-w", name)
            .get("ports")
            .valueStream()
            .map(row -> row.get("kind").asString())
            .toList();
    assertThat(kinds.contains("TransPort")).isEqualTo(tcp);
    assertThat(kinds.contains("DNSPort")).isEqualTo(dns);
  }

  private void assertNoServerIsReached(List<String> options) {
    Outcome outcome = run(options, "nslookup -timeout=1 -retry=0 web.test").assertStatus(1);
    assertThat(outcome.out()).contains("no servers could be reached");
  }

  private static void assertSeen(Outcome outcome) {
    assertThat(outcome.assertOk().out()).contains(SEEN);
  }

  private Outcome curl(List<String> options, String arguments) {
    return run(options, "curl -sS " + arguments);
  }

  private Outcome run(List<String> options, String command) {
    return deployment.runWith(options, "sh", "-c", command);
  }
}
