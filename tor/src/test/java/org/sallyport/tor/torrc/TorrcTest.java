package org.sallyport.tor.torrc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.port.TrafficFlag;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.secret.Sensitive;

/// `-Dgolden.update=true` rewrites the expected texts.
final class TorrcTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/sallyport/tor/torrc");
  private static final Path RUN = Path.of("/run/sallyport/tor");

  private static Torrc standard() {
    return Torrc.standard(
        Path.of("/home/a b/state/tor"), Path.of("/run/user/1001/sallyport/tor"), 4711);
  }

  static Torrc full() {
    var bridges =
        new Bridges(
            List.of(
                Sensitive.of("obfs4 192.0.2.1:443 cert=abc iat-mode=0"),
                Sensitive.of("[2001:db8::1]:9001")),
            List.of(new TransportPlugin(List.of("obfs4"), Path.of("/usr/bin/obfs4proxy"))));
    var flags = Set.of(TrafficFlag.PREFER_IPV6, TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH);
    return Torrc.standard(Path.of("/var/lib/sallyport/tor"), RUN, 4711)
        .withBridges(bridges)
        .withSocks(List.of(SocksListener.DEFAULT, new SocksListener(new UpstreamFlavour(flags))))
        .withExtraLines(
            List.of("DirAuthority auth0 orport=9001 no-v2 v3ident=AA 192.0.2.9:9030 BB"));
  }

  private static void assertGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  @Test
  void writesStandardUpstream() throws Exception {
    assertGolden("standard.torrc", standard().text());
  }

  @Test
  void writesEverythingThereIs() throws Exception {
    assertGolden("full.torrc", full().text());
  }

  @Test
  void equalValuesHaveEqualTexts() {
    assertThat(full()).isEqualTo(full());
    assertThat(full().text()).isEqualTo(full().text());
  }

  @Test
  void namesItsFiles() {
    assertThat(full().file()).isEqualTo(RUN.resolve("torrc"));
    assertThat(full().socksSockets())
        .hasSize(2)
        .containsEntry(UpstreamFlavour.PLAIN, RUN.resolve("socks"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A 1\nSocksPort 9050", "A 1\rB 2", "A\u0000", "", " ", "A \\", "A\tb\u007f"})
  void refusesExtraLineThatIsNotOneLine(String line) {
    var torrc = standard();
    var lines = List.of(line);
    assertThatThrownBy(() -> torrc.withExtraLines(lines))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\nb", "/a\"b", "/a\\b", "/a#b", "relative"})
  void refusesFolderThatNeedsEscapes(String folder) {
    assertThatThrownBy(() -> Torrc.standard(Path.of(folder), RUN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Torrc.standard(RUN, Path.of(folder), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesRunFolderTooLongForSocket() {
    Path longest = Path.of("/" + "x".repeat(TorrcText.MAX_SOCKET_PATH_BYTES - 1 - 8));
    assertThat(Torrc.standard(RUN, longest, 1).controlSocket().toString())
        .hasSize(TorrcText.MAX_SOCKET_PATH_BYTES);
    assertThatThrownBy(() -> Torrc.standard(RUN, Path.of(longest + "x"), 1))
        .hasMessageContaining("shorter folder");
  }

  @Test
  void isInSandboxIfAskedFor() {
    assertThat(standard().inSandbox().text()).contains("\nSandbox 1\n");
    assertThat(standard().text()).doesNotContain("Sandbox");
    var withPlugins = full();
    assertThatThrownBy(withPlugins::inSandbox).hasMessageContaining("plugins");
  }

  @Test
  void refusesListenersThatAreNone() {
    var torrc = standard();
    var twice = List.of(SocksListener.DEFAULT, SocksListener.DEFAULT);
    assertThatThrownBy(() -> torrc.withSocks(twice)).hasMessageContaining("twice");
  }

  @Test
  void everyFlavourHasASocketOfItsOwn() {
    var flags = Arrays.stream(TrafficFlag.values()).filter(TrafficFlag::isUpstreams).toList();
    var listeners = new ArrayList<SocksListener>();
    for (int bits = 0; bits < 1 << flags.size(); bits++) {
      var some = new HashSet<TrafficFlag>();
      for (int i = 0; i < flags.size(); i++) {
        if ((bits >> i & 1) == 1) {
          some.add(flags.get(i));
        }
      }
      listeners.add(new SocksListener(new UpstreamFlavour(some)));
    }
    assertThat(standard().withSocks(listeners).socksSockets().values())
        .doesNotHaveDuplicates()
        .hasSize(listeners.size());
  }

  @Test
  void hidesBridgesInItsTextForm() {
    assertThat(full().toString()).doesNotContain("192.0.2");
    assertThat(full().bridges().toString()).doesNotContain("192.0.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1:443",
        "192.0.2.1:443 AABB",
        "obfs4 192.0.2.1:443 AABB cert=x+/= iat-mode=0",
        "snowflake [2001:db8::1]:80 AABB url=https://x.test/ ice=stun:y.test:3478"
      })
  void acceptsBridgeLineAsHandedOut(String line) {
    assertThat(new Bridges(List.of(Sensitive.of(line)), List.of()).text())
        .contains("Bridge " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bridge.test:443",
        "obfs4",
        "obfs4 bridge.test:443",
        "Bridge obfs4 192.0.2.1:443",
        "192.0.2.1:443\nSocksPort 9050",
        "192.0.2.1:443 \\"
      })
  void refusesWhatIsNoBridgeLineAndDoesNotQuoteIt(String line) {
    var lines = List.of(Sensitive.of(line));
    assertThatThrownBy(() -> new Bridges(lines, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("192.0.2");
  }

  @Test
  void namesTransportsThatBridgesNeed() {
    assertThat(full().bridges().transports()).containsExactly("obfs4");
    assertThat(Bridges.NONE.transports()).isEmpty();
    assertThat(Bridges.NONE.text()).isEmpty();
  }

  @Test
  void refusesPluginThatTorCouldNotStart() {
    var none = List.<String>of();
    var obfs4 = List.of("obfs4");
    var injected = List.of("obfs4 exec /bin/sh");
    var program = Path.of("/usr/bin/obfs4proxy");
    assertThatThrownBy(() -> new TransportPlugin(none, program)).hasMessageContaining("transports");
    assertThatThrownBy(() -> new TransportPlugin(injected, program))
        .hasMessageContaining("transports");
    assertThatThrownBy(() -> new TransportPlugin(obfs4, Path.of("/opt/a b/x")))
        .hasMessageContaining("without blanks");
  }
}
