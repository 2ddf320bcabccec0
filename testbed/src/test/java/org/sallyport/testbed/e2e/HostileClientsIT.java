package org.sallyport.testbed.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sallyport.testbed.e2e.HostileHosts.Answer;
import org.sallyport.testbed.e2e.TorWatch.Seen;

/// What hostile applications ask for, guess and take, and what that costs the others.
///
/// How long others wait is printed and not judged, because the whole Tor network runs on the test's
/// own machine. `-Dhostile.connections=N` and `-Dhostile.streams=N` choose the size of the attacks.
@ExtendWith(SharedGateway.class)
final class HostileClientsIT {
  private static final int CONNECTIONS = Integer.getInteger("hostile.connections", 10_000);
  private static final int STREAMS = Integer.getInteger("hostile.streams", 200);
  private static final int SAMPLES = 15;

  /// What an application's unfinished handshakes may cost: the limit, and one batch of accepting.
  private static final int MOST_DESCRIPTORS = 256 + 5 * 16;

  private static final List<String> INTERNAL =
      List.of(
          "0.0.0.0",
          "10.0.0.1",
          "100.64.0.1",
          "127.0.0.1",
          "127.255.255.255",
          "169.254.1.1",
          "172.16.0.1",
          "192.168.1.1",
          "224.0.0.251",
          "240.0.0.1",
          "255.255.255.255",
          "localhost",
          "LOCALHOST.",
          "a.localhost",
          "printer.local",
          "nas.home.arpa",
          "db.internal",
          "relay.exit",
          "web.test.relay.exit");

  private static final List<String> MALFORMED =
      List.of(
          "",
          ".",
          "127.1",
          "2130706433",
          "0x7f000001",
          "0177.0.0.1",
          "0x7f.0.0.1",
          "127.0.0.1.",
          "1.2.3.256",
          "1.2.3.4.5",
          "web test",
          " web.test",
          "web.test\r\nX: y",
          "b\u00fccher.test",
          "\u00ff\u00fe",
          "web..test",
          "-.test/",
          "user@web.test",
          "*.test",
          "[web.test]",
          "fe80::1%1",
          "[fe80::1%eth0]",
          "a".repeat(64) + ".test",
          "a".repeat(255));

  private static final List<String> INTERNAL_IN_BRACKETS =
      List.of(
          "[::1]",
          "[::]",
          "[::ffff:10.0.0.1]",
          "[::10.0.0.1]",
          "[::ffff:0:0]",
          "[fe80::1]",
          "[fc00::1]",
          "[ff02::1]");

  private final Deployment deployment;

  HostileClientsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  @Test
  void hostsInEverySpellingAreJudgedAsWhatTheyAre() {
    try (var watch = TorWatch.of(deployment)) {
      var asked =
          watch.during(() -> {
            assertThat(HostileHosts.ask(deployment, "spelling", INTERNAL))
                .hasSize(INTERNAL.size())
                .allSatisfy((_, answer) -> assertThat(answer).isEqualTo(Answer.FORBIDDEN));
            assertThat(HostileHosts.ask(deployment, "spelling", MALFORMED))
                .hasSize(MALFORMED.size())
                .allSatisfy((_, answer) -> assertThat(answer).isEqualTo(Answer.MALFORMED));
            assertThat(HostileHosts.ask(deployment, "spelling", INTERNAL_IN_BRACKETS))
                .hasSize(INTERNAL_IN_BRACKETS.size())
                .allSatisfy((_, answer) -> assertThat(answer.http()).isEqualTo("403"));
            Map<String, Answer> hidden =
                HostileHosts.ask(deployment, "spelling", List.of("::1", "::ffff:10.0.0.1"));
            assertThat(hidden)
                .allSatisfy((_, answer) -> assertThat(answer.socks5()).isEqualTo("2"));
          });
      assertThat(asked).isEmpty();
    }
  }

  /// Attacker: an application that knows another one's token, which it cannot. Procedure: it gives
  /// the token as tor would take it, and whatever looks like it, as credentials of its own.
  @Test
  void credentialsOfAnotherReachNoCircuitOfIts() {
    try (var watch = TorWatch.of(deployment)) {
      List<Seen> victim =
          watch.during(
              () -> deployment.run("victim", "curl", "-sS", "http://web.test/json").assertOk());
      String token = victim.getFirst().token();
      List<String> pairs = guesses(token);
      List<Seen> guessed =
          watch.during(() ->
              assertThat(HostileClient.withCredentials(deployment, "guess", pairs))
                  .hasSize(pairs.size())
                  .containsOnly("ok"));
      assertThat(guessed)
          .hasSize(pairs.size())
          .allSatisfy(seen -> assertThat(seen.user()).isEqualTo("<torS0X>0"))
          .noneMatch(seen -> seen.token().equals(token))
          .extracting(Seen::token)
          .doesNotHaveDuplicates();
      assertThat(watch.carriers(guessed)).doesNotContainAnyElementsOf(watch.carriers(victim));
    }
  }

  private static List<String> guesses(String token) {
    return Stream.of(
            pair("<torS0X>0", token),
            pair("<torS0X>1", token),
            pair("<torS0X>", token),
            pair("<torS0X>0" + token, token),
            pair("<torS0X>0", ""),
            pair("", token),
            pair(token, token),
            pair("a\r\nSIGNAL SHUTDOWN\r\n", "\0\u0001\u00ff"),
            pair("\0", "\0\0"),
            pair("u".repeat(255), "p".repeat(255)))
        .toList();
  }

  private static String pair(String user, String password) {
    var hex = HexFormat.of();
    return hex.formatHex(user.getBytes(ISO_8859_1))
        + ":"
        + hex.formatHex(password.getBytes(ISO_8859_1));
  }

  /// Attacker: an application that has learnt which fake address another one was given.
  @Test
  void fakeAddressesOfAnotherMeanNothing() {
    String resolve = "import socket; print(socket.gethostbyname('web.test'))";
    String address = deployment.run("named", "python3", "-c", resolve).assertOk().out().strip();
    assertThat(address).startsWith("10.");
    try (var watch = TorWatch.of(deployment)) {
      var asked =
          watch.during(() -> {
            assertThat(HostileHosts.ask(deployment, "unnamed", List.of(address)))
                .containsEntry(address, new Answer("4", "91", "502"));
            String connect =
                "import socket; socket.create_connection(('" + address + "', 80), 20).recv(1)";
            assertThat(deployment.run("unnamed", "python3", "-c", connect).err())
                .contains("ConnectionResetError");
            String back = "import socket; print(socket.gethostbyaddr('" + address + "'))";
            assertThat(deployment.run("unnamed", "python3", "-c", back).err()).contains("herror");
          });
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void largestMessagesAreTakenAndLargerOnesRefused() {
    assertThat(deployment.run("large", "python3", "-c", LargestMessages.PROGRAM).assertOk().out())
        .isEqualTo(LargestMessages.EXPECTED);
  }

  @Test
  void halfOpenConnectionsHoldUpNobodyElse() {
    try (var bystander = HostileClient.Bystander.start(deployment)) {
      bystander.medianOf(3);
      long alone = bystander.medianOf(SAMPLES);
      long before = descriptors();
      try (var sloth = HostileClient.halfOpen(deployment, CONNECTIONS)) {
        long attacked = bystander.medianOf(SAMPLES);
        tell(sloth.tried() + " half-open connections", alone, attacked);
        assertThat(descriptors() - before).isLessThan(MOST_DESCRIPTORS);
        sloth.assertAttacks();
      }
    }
  }

  @Test
  void floodOfStreamsHoldsUpNobodyElse() {
    try (var bystander = HostileClient.Bystander.start(deployment)) {
      bystander.medianOf(3);
      long alone = bystander.medianOf(SAMPLES);
      try (var flood = HostileClient.flood(deployment, STREAMS)) {
        long attacked = bystander.medianOf(SAMPLES);
        tell(STREAMS + " streams on as many keys", alone, attacked);
        flood.assertAttacks();
      }
    }
  }

  private static void tell(String attack, long alone, long attacked) {
    System.out.printf(
        "%s: first byte of another application %d ms, alone %d ms, ratio %.2f%n",
        attack, attacked, alone, (double) attacked / Math.max(1, alone));
  }

  /// How many the gateway has open.
  private int descriptors() {
    try (var open = Files.list(Path.of("/proc/" + deployment.gateway().pid() + "/fd"))) {
      return Math.toIntExact(open.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
