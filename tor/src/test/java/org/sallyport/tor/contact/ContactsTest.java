package org.sallyport.tor.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Endpoint;

final class ContactsTest {
  private static final String STATUS =
      """
      r one AAoQ1DAR6kkoo19hBAX5K0QztNw 2038-01-01 00:00:00 192.0.2.1 9001 0
      a [2001:db8::1]:9002
      s Fast Guard Running Stable V2Dir Valid
      w Bandwidth=9000
      r two ABG0xgN/0aNL8k6HN4BKXc7Mh1k R7qm+KwGdVyTIkXJ3vXBoQ7qVoE 2026-11-22 08:00:00 192.0.2.2 443 80
      s Exit Fast Running Valid
      """;
  private static final String AUTHORITY =
      "auth0 orport=9001 no-v2 v3ident=0123456789ABCDEF0123456789ABCDEF01234567 203.0.113.1:9030"
          + " 89ABCDEF0123456789ABCDEF0123456789ABCDEF";
  private static final String FALLBACK =
      "203.0.113.2 orport=8080 id=89ABCDEF0123456789ABCDEF0123456789ABCDEF"
          + " ipv6=[2001:db8:2::1]:8081";

  private static Contacts of(TorAnswers answers) {
    return Contacts.of(answers, () -> Set.of(endpoint("198.51.100.1", 1)));
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(InetAddress.ofLiteral(address), port);
  }

  private static Set<String> texts(Set<Endpoint> endpoints) {
    return endpoints.stream()
        .map(endpoint -> AddressText.of(endpoint.address()) + " " + endpoint.port())
        .collect(Collectors.toSet());
  }

  @Test
  void everyRelayOfTheConsensusWithBothAddressesAndWhoIsAskedFirst() {
    var contacts = of(new TorAnswers(false, List.of(), List.of(AUTHORITY, FALLBACK), STATUS));
    assertThat(texts(contacts.endpoints()))
        .containsExactlyInAnyOrder(
            "192.0.2.1 9001",
            "2001:db8::1 9002",
            "192.0.2.2 443",
            "203.0.113.1 9001",
            "203.0.113.2 8080",
            "2001:db8:2::1 8081");
    assertThat(contacts.relays()).isEqualTo(3);
    assertThat(contacts).hasToString("Contacts[6, 3 of the consensus]");
  }

  @Test
  void beforeTheFirstConsensusOnlyTheDirectoriesOfTheProgram() {
    var contacts = of(new TorAnswers(false, List.of(), List.of(), ""));
    assertThat(texts(contacts.endpoints())).containsExactly("198.51.100.1 1");
    assertThat(contacts.relays()).isZero();
  }

  @Test
  void withBridgesNobodyElse() {
    var contacts =
        of(
            new TorAnswers(
                true,
                List.of(
                    "192.0.2.7:443 89ABCDEF0123456789ABCDEF0123456789ABCDEF",
                    "obfs4 [2001:db8::7]:9443 cert=x iat-mode=0",
                    "snowflake 192.0.2.3:80 url=https://example.test/",
                    "webtunnel 192.0.2.4:443 url=https://example.test/"),
                List.of(AUTHORITY),
                STATUS));
    assertThat(texts(contacts.endpoints()))
        .containsExactlyInAnyOrder("192.0.2.7 443", "2001:db8::7 9443");
    assertThat(contacts.unreachable()).containsExactly("snowflake", "webtunnel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "r one AAoQ x 2038-01-01 00:00:00 relay.test 9001 0",
        "r one AAoQ x 2038-01-01 00:00:00 192.0.2.1 0 0",
        "r one AAoQ x 2038-01-01 00:00:00 192.0.2.1 65536 0",
        "r one AAoQ x 2038-01-01 00:00:00 192.0.2.999 9001 0",
        "r 192.0.2.1 9001 0",
        "a 192.0.2.1",
        "a [fe80::1%1]:9001",
        "a [::ffff:192.0.2.1:9001",
        "s 192.0.2.1:9001"
      })
  void whatCannotBeReadNamesNobody(String line) {
    assertThat(RelayLines.read(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orport=9001 v3ident=AB",
        "auth0 v3ident=AB 203.0.113.1:9030 AB",
        "auth0 orport=x 203.0.113.1:9030 AB",
        "auth.test:9030 orport=9001"
      })
  void directoriesWithoutAddressOrPortNameNobody(String line) {
    assertThat(DirectoryLine.read(line)).isEmpty();
  }

  @Test
  void linesAreFoundAmongAProgramsOtherBytes() {
    byte[] program =
        ("\u007fELF\0\0usage: orport=\0" + FALLBACK + "\0\0x\u0001" + AUTHORITY + "\0 orport=9\0")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(texts(BuiltInDirectories.in(program)))
        .containsExactlyInAnyOrder("203.0.113.1 9001", "203.0.113.2 8080", "2001:db8:2::1 8081");
  }

  @Test
  void programWithoutDirectoriesIsAFailureThatSaysWhatToDo(@TempDir Path directory)
      throws Exception {
    Path script = Files.writeString(directory.resolve("tor"), "#!/bin/sh\nexec tor \"$@\"\n");
    assertThatThrownBy(() -> BuiltInDirectories.of(script))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("tor-destinations = \"any\"");
    assertThatThrownBy(() -> BuiltInDirectories.of(directory.resolve("absent")))
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void whateverStandsInALineNamesSomebodyOrNobody() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = mutated(random);
      assertThat(RelayLines.read(text).size()).as("seed %d: %s", seed, text).isLessThan(9);
      assertThat(DirectoryLine.read(text)).as("seed %d: %s", seed, text).isNotNull();
      assertThat(BridgeLine.read(text)).as("seed %d: %s", seed, text).isNotNull();
    }
  }

  private static String mutated(Random random) {
    String text =
        Stream.of(STATUS, AUTHORITY, FALLBACK, "obfs4 [2001:db8::7]:9443 cert=x iat-mode=0")
            .skip(random.nextInt(4))
            .findFirst()
            .orElseThrow();
    var characters = new StringBuilder(text);
    for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
      int at = random.nextInt(characters.length());
      characters.setCharAt(at, "0123456789abr:.[]= \n\0~".charAt(random.nextInt(22)));
    }
    return characters.toString();
  }
}
