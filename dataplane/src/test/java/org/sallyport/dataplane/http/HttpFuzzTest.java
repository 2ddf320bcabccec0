package org.sallyport.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes at an HTTPTunnelPort: no exception, at most one request, and the same whether they
/// come in one piece or a byte at a time.
final class HttpFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void takesAnyBytes(byte[] bytes) {
    var whole = new HttpPipe().whole(bytes);
    var slow = new HttpPipe().byteByByte(bytes);
    assertThat(slow.requests.only()).isEqualTo(whole.requests.only());
    assertThat(slow.told()).isEqualTo(whole.told());
    assertThat(slow.channel.isOpen()).isEqualTo(whole.channel.isOpen());
    String passedOn = whole.passedOn();
    assertThat(slow.passedOn()).isEqualTo(passedOn);
    assertThat(whole.requests.only().isPresent() || passedOn.isEmpty()).isTrue();
    whole.channel.finishAndReleaseAll();
    slow.channel.finishAndReleaseAll();
  }
}
