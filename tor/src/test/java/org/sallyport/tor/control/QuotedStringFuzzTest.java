package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever is decoded stays within its input, and what can be encoded again comes back.
final class QuotedStringFuzzTest {
  @FuzzTest
  void decodesOrRefuses(byte[] bytes) throws Exception {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    QuotedString.Decoded decoded;
    try {
      decoded = QuotedString.decode(text, 0);
    } catch (MalformedReplyException e) {
      return;
    }
    assertThat(decoded.end()).isBetween(2, text.length());
    assertThat(text.charAt(decoded.end() - 1)).isEqualTo('"');
    assertThat(decoded.value().length()).isLessThanOrEqualTo(decoded.end() - 2);
    if (decoded.value().chars().noneMatch(c -> c == 0 || c == '\r' || c == '\n')) {
      String again = QuotedString.encode(decoded.value());
      assertThat(QuotedString.decode(again, 0))
          .isEqualTo(new QuotedString.Decoded(decoded.value(), again.length()));
    }
  }
}
