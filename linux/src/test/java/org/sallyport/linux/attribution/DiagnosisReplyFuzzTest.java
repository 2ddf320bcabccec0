package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sallyport.linux.attribution.DiagnosisReply.End;

final class DiagnosisReplyFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void whatIsMalformedHasNoSockets(FuzzedDataProvider data) {
    int sequence = data.consumeInt();
    byte[] datagram = data.consumeRemainingAsBytes();
    DiagnosisReply reply = DiagnosisReply.decode(datagram, sequence);
    if (reply.end() == End.MALFORMED) {
      assertThat(reply.sockets()).isEmpty();
    }
    assertThat(reply.sockets().size()).isLessThanOrEqualTo(datagram.length / 88);
    reply.sockets().forEach(socket -> assertThat(socket.inode()).isNotNegative());
  }
}
