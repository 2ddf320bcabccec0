package org.sallyport.linux.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class NetlinkReplyFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void everyAnswerIsOneOfThree(FuzzedDataProvider data) {
    int sequence = data.consumeInt();
    byte[] message = data.consumeRemainingAsBytes();
    NetlinkReply reply = NetlinkReply.decode(message, sequence);
    if (reply instanceof NetlinkReply.Refused(int errno)) {
      assertThat(errno).isPositive();
    }
    if (message.length < NetlinkReply.LEAST_BYTES) {
      assertThat(reply).isInstanceOf(NetlinkReply.Malformed.class);
    }
  }
}
