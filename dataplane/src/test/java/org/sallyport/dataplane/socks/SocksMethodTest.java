package org.sallyport.dataplane.socks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.TrafficFlag;

/// Which method a SocksPort picks, as tor does.
final class SocksMethodTest {
  private static final Port PORT = Port.of(PortKind.SOCKS, 9050);
  private static final byte[] BOTH = {5, 2, 0, 2};
  private static final byte[] CREDENTIALS_ONLY = {5, 1, 2};

  @Test
  void asksForCredentialsThatAreOffered() {
    assertThat(method(PORT, BOTH)).isEqualTo("0502");
  }

  @Test
  void preferSocksNoAuthTakesNone() {
    Port port = PORT.plus(Set.of(), Set.of(TrafficFlag.PREFER_SOCKS_NO_AUTH));
    assertThat(method(port, BOTH)).isEqualTo("0500");
    assertThat(method(port, CREDENTIALS_ONLY)).isEqualTo("0502");
  }

  @Test
  void portThatDoesNotIsolateByCredentialsTakesNone() {
    Port port = new Port(PortKind.SOCKS, 9050, PORT.group(), Set.of());
    assertThat(method(port, BOTH)).isEqualTo("0500");
  }

  private static String method(Port port, byte[] greeting) {
    ByteBuf answer = new SocksPipe(port).whole(greeting).channel.readOutbound();
    try {
      return ByteBufUtil.hexDump(answer);
    } finally {
      answer.release();
    }
  }
}
