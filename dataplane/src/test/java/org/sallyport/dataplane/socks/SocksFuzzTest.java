package org.sallyport.dataplane.socks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sallyport.core.admission.StreamRequest.Purpose;

/// Any bytes at a SocksPort: no exception, at most one request, and the same whether they come in
/// one piece or a byte at a time.
final class SocksFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void takesAnyBytes(byte[] bytes) {
    var whole = new SocksPipe().whole(bytes);
    var slow = new SocksPipe().byteByByte(bytes);
    assertThat(slow.requests.only()).isEqualTo(whole.requests.only());
    assertThat(slow.told()).isEqualTo(whole.told());
    assertThat(slow.channel.isOpen()).isEqualTo(whole.channel.isOpen());
    assertThat(slow.counters()).isEqualTo(whole.counters());
    boolean connects =
        whole.requests.only().filter(asked -> asked.purpose() == Purpose.CONNECT).isPresent();
    byte[] passedOn = whole.passedOn();
    assertThat(slow.passedOn()).isEqualTo(passedOn);
    assertThat(connects || passedOn.length == 0).isTrue();
    whole.channel.finishAndReleaseAll();
    slow.channel.finishAndReleaseAll();
  }
}
