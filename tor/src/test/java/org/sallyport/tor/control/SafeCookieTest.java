package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hashes were computed with another program (Python's hmac).
final class SafeCookieTest {
  static final String COOKIE = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  static final String CLIENT_NONCE =
      "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";
  static final String SERVER_NONCE =
      "404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F";
  static final String SERVER_HASH =
      "3C8780AB52365C0D080750447E5F64DABC00428C6C434579C2043E18C1F85389";
  static final String CLIENT_HASH =
      "b47642df2d5abb84f69e6d02d41bed6b44aee33e69562528a82166fc98bc0b1e";

  private final SafeCookie safeCookie =
      new SafeCookie(HexFormat.of().parseHex(COOKIE), HexFormat.of().parseHex(CLIENT_NONCE));

  private static Reply answer(String text) {
    return new Reply(List.of(new Reply.Line(250, text, "")));
  }

  @Test
  void challengesAndResponds() throws Exception {
    assertThat(safeCookie.challenge().text()).isEqualTo("AUTHCHALLENGE SAFECOOKIE " + CLIENT_NONCE);
    var answer = answer("AUTHCHALLENGE SERVERHASH=" + SERVER_HASH + " SERVERNONCE=" + SERVER_NONCE);
    assertThat(safeCookie.respond(answer).text()).isEqualTo("AUTHENTICATE " + CLIENT_HASH);
  }

  @Test
  void refusesServerThatDoesNotKnowTheCookie() {
    String wrong = "00" + SERVER_HASH.substring(2);
    var answer = answer("AUTHCHALLENGE SERVERHASH=" + wrong + " SERVERNONCE=" + SERVER_NONCE);
    assertThatThrownBy(() -> safeCookie.respond(answer))
        .hasMessage("the other side does not know the cookie");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AUTHCHALLENGE",
        "AUTHCHALLENGE SERVERHASH=zz SERVERNONCE=00",
        "AUTHCHALLENGE SERVERHASH=00 SERVERNONCE=0",
        "AUTHCHALLENGE SERVERHASH=00 SERVERNONCE=00"
      })
  void refusesMalformedAnswer(String text) {
    assertThatThrownBy(() -> safeCookie.respond(answer(text)))
        .isInstanceOf(MalformedReplyException.class);
  }
}
