package org.sallyport.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.sallyport.core.firewall.PacketQuestion.Reading;

/// Every text is a packet that rules can be asked about, or refused with a reason.
final class PacketQuestionFuzzTest {
  @FuzzTest
  void readsEveryTextWithoutFailing(byte[] bytes) {
    switch (PacketQuestion.read(new String(bytes, StandardCharsets.ISO_8859_1))) {
      case Reading.Understood(var question) -> {
        var packet = question.by(new Packet.Route.Arriving("eth1", ""));
        assertThat(Family.IPV4.has(packet.source())).isEqualTo(packet.isV4());
      }
      case Reading.Refused(var why) -> assertThat(why).isNotBlank();
    }
  }
}
