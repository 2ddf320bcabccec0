package org.sallyport.dataplane.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

final class UpstreamRequestTest {
  private static final String AUTHENTICATION =
      HexFormat.of().formatHex(("\1\11<torS0X>0\53" + "t".repeat(43)).getBytes(US_ASCII));

  @ParameterizedTest
  @CsvSource({
    "CONNECT, web.test, 443, 05010003087765622e7465737401bb",
    "CONNECT, 192.0.2.7, 80, 05010001c00002070050",
    "CONNECT, 2001:db8::7, 80, 0501000420010db80000000000000000000000070050",
    "RESOLVE, web.test, 0, 05f00003087765622e746573740000",
    "RESOLVE_PTR, 192.0.2.7, 0, 05f10001c00002070000",
  })
  void isAuthenticationAndRequestInOnePiece(Purpose purpose, String host, int port, String hex) {
    var destination = new Destination(Host.of(host).orElseThrow(), port);
    var request =
        new UpstreamRequest(purpose, destination, UpstreamPipe.TOKEN, UpstreamFlavour.PLAIN);
    assertThat(ByteBufUtil.hexDump(request.encoded())).isEqualTo(AUTHENTICATION + hex);
  }

  @ParameterizedTest
  @CsvSource({"10.192.0.1"})
  void neverShowsItsParts(String literal) {
    var destination = new Destination(new Host.Address(InetAddress.ofLiteral(literal)), 80);
    var request =
        new UpstreamRequest(
            Purpose.CONNECT, destination, UpstreamPipe.TOKEN, UpstreamFlavour.PLAIN);
    assertThat(request.toString()).doesNotContain(literal).doesNotContain("tttt");
  }
}
