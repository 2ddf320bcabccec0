package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.port.PortRange;
import org.sallyport.linux.golden.GoldenFile;

final class WorkstationRulesTest {
  private static final Redirect TRANS_PORT = new Redirect.To(9040);
  private static final Redirect DNS_PORT = new Redirect.To(5300);
  private static final Redirect OFF = new Redirect.Off();
  private static final List<LoopbackPorts> PORTS =
      List.of(
          new LoopbackPorts(List.of(new PortRange(9050, 9050), new PortRange(9100, 9111)), 9050),
          new LoopbackPorts(List.of(new PortRange(9080, 9080)), 9080));

  @Test
  void redirectsTcpAndDns() throws Exception {
    GoldenFile.check("nft/all.nft", rules(TRANS_PORT, DNS_PORT).replacement());
  }

  @Test
  void transparentTcpOff() throws Exception {
    GoldenFile.check("nft/no-tcp.nft", rules(OFF, DNS_PORT).replacement());
  }

  @Test
  void dnsOff() throws Exception {
    GoldenFile.check("nft/no-dns.nft", rules(TRANS_PORT, OFF).replacement());
  }

  @Test
  void bothOff() throws Exception {
    GoldenFile.check("nft/none.nft", rules(OFF, OFF).replacement());
  }

  private static WorkstationRules rules(Redirect tcp, Redirect dns) {
    return new WorkstationRules(tcp, dns, PORTS);
  }

  @Test
  void refusesRangesThatNftWouldListOtherwise() {
    var touching = List.of(new PortRange(1, 2), new PortRange(3, 3));
    assertThatThrownBy(() -> new LoopbackPorts(touching, 1)).hasMessageContaining("apart");
    assertThatThrownBy(() -> new LoopbackPorts(List.of(), 1)).hasMessageContaining("none");
  }

  @Test
  void refusesPortsThatDoNotExist() {
    assertThatThrownBy(() -> new Redirect.To(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Redirect.To(65_536)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Redirect.To(65_535).port()).isEqualTo(65_535);
  }
}
