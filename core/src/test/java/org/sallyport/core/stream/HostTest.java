package org.sallyport.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;

/// Names, literal addresses, and what is neither.
final class HostTest {
  private static final String LABEL_63 = "a".repeat(63);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "web.test",
        "WEB.Test",
        "web.test.",
        "a-b_c.example",
        "_dmarc.example.org",
        "-a-",
        "1.example",
        "xn--bcher-kva.example",
        "abc.onion",
        "0x7f.example",
        "1.2.3.4.example"
      })
  void acceptsName(String text) {
    assertThat(Host.Name.isValid(text)).isTrue();
    assertThat(new Host.Name(text).text()).isEqualTo(new Host.Name(text + "").text());
    assertThat(Host.of(text)).contains(new Host.Name(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".a",
        "a..b",
        "a..",
        "a b",
        "a\0",
        "a\r\nb",
        "a:80",
        "a/b",
        "a@b",
        "[a]",
        "a%b",
        "\u00e9.test",
        "\u212a.test",
        "\u0130.test",
        "a\u3002b",
        "*.test",
        "\"",
        "a\\b",
        "1",
        "127.1",
        "0x7f.1",
        "a.0x7f",
        "a.0x",
        "1.2.3.256",
        "010.0.0.1",
        "1.2.3.4.",
        "a.123",
        "1.2.3.4.5",
        "::1%lo",
        "fe80::1%1",
        "[::1]",
        ":::",
        "1::2::3",
        "12345::1",
        ":"
      })
  void refusesWhatIsNeitherNameNorAddress(String text) {
    assertThat(Host.Name.isValid(text)).isFalse();
    assertThat(Host.of(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Host.Name(text))
        .withMessageContaining("[scrubbed]");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "::ffff:10.0.0.1, 10.0.0.1"
  })
  void readsLiteralAddressAsAddress(String text, String canonical) {
    assertThat(Host.of(text)).contains(new Host.Address(InetAddress.ofLiteral(canonical)));
    assertThat(Host.of(text).orElseThrow().text()).isEqualTo(canonical);
    assertThat(Host.Name.isValid(text)).isFalse();
  }

  @Test
  void labelHasAtMost63CharactersAndNameAtMost253() {
    assertThat(Host.Name.isValid(LABEL_63 + ".test")).isTrue();
    assertThat(Host.Name.isValid(LABEL_63 + "a.test")).isFalse();
    String longest = (LABEL_63 + ".").repeat(3) + "a".repeat(61);
    assertThat(longest).hasSize(Host.MAX_NAME_CHARACTERS);
    assertThat(Host.Name.isValid(longest)).isTrue();
    assertThat(new Host.Name(longest + ".").text()).isEqualTo(longest);
    assertThat(Host.Name.isValid(longest + "a")).isFalse();
  }

  @Test
  void nameIsLowerCaseWithoutFinalDot() {
    assertThat(new Host.Name("WEB.Test.").text()).isEqualTo("web.test");
    assertThat(new Host.Name("WEB.Test.")).isEqualTo(new Host.Name("web.test"));
  }

  @Test
  void constructorAcceptsExactlyTheValidNames() {
    Law.holds(random -> {
      String text = randomText(random);
      assertThat(isAccepted(text)).as("<%s>", text).isEqualTo(Host.Name.isValid(text));
    });
  }

  @Test
  void canonicalNameIsItsOwnCanonicalForm() {
    Law.holds(random -> {
      String text = randomText(random);
      if (Host.Name.isValid(text)) {
        String canonical = new Host.Name(text).text();
        assertThat(new Host.Name(canonical).text()).isEqualTo(canonical);
        assertThat(canonical).isEqualTo(canonical.toLowerCase(Locale.ROOT));
        assertThat(canonical).doesNotEndWith(".");
      }
    });
  }

  @Test
  void nothingIsBothNameAndAddress() {
    Law.holds(random -> {
      String text = randomText(random);
      if (Host.of(text).orElse(null) instanceof Host.Address) {
        assertThat(Host.Name.isValid(text)).isFalse();
      }
    });
  }

  @Test
  void onionIsToldByTheLastLabel() {
    assertThat(new Host.Name("abc.onion").isOnion()).isTrue();
    assertThat(new Host.Name("ABC.ONION.").isOnion()).isTrue();
    assertThat(new Host.Name("onion.example").isOnion()).isFalse();
    assertThat(new Host.Name("abconion").isOnion()).isFalse();
  }

  @Test
  void textFormsAreScrubbed() {
    var name = new Host.Name("hidden.test");
    var address = new Host.Address(InetAddress.ofLiteral("192.0.2.77"));
    assertThat(name.toString()).isEqualTo("[scrubbed]");
    assertThat(address.toString()).isEqualTo("[scrubbed]");
    assertThat(new Destination(name, 44_444).toString()).isEqualTo("[scrubbed]");
  }

  private static boolean isAccepted(String text) {
    try {
      return !new Host.Name(text).text().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static String randomText(Random random) {
    String alphabet = "aB1.:-_x0 \u212a";
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
