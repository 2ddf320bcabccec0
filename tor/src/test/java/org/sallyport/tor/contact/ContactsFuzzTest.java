package org.sallyport.tor.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whatever tor or a program says: somebody with an address and a port, or nobody.
final class ContactsFuzzTest {
  @FuzzTest
  void readsEveryTextWithoutFailing(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> lines = text.lines().toList();
    var relays =
        Contacts.of(new TorAnswers(false, lines, lines, text), () -> BuiltInDirectories.in(bytes));
    var bridges =
        Contacts.of(new TorAnswers(true, lines, lines, text), () -> BuiltInDirectories.in(bytes));
    assertThat(relays.relays()).isLessThanOrEqualTo(relays.endpoints().size());
    assertThat(bridges.endpoints().size()).isLessThanOrEqualTo(lines.size());
  }
}
