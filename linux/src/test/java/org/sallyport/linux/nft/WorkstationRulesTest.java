package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sallyport.linux.golden.GoldenFile;

final class WorkstationRulesTest {
  private static final Redirect TRANS_PORT = new Redirect.To(9040);
  private static final Redirect DNS_PORT = new Redirect.To(5300);
  private static final Redirect OFF = new Redirect.Off();

  @Test
  void redirectsTcpAndDns() throws Exception {
    GoldenFile.check("nft/all.nft", new WorkstationRules(TRANS_PORT, DNS_PORT).transaction());
  }

  @Test
  void transparentTcpOff() throws Exception {
    GoldenFile.check("nft/no-tcp.nft", new WorkstationRules(OFF, DNS_PORT).transaction());
  }

  @Test
  void dnsOff() throws Exception {
    GoldenFile.check("nft/no-dns.nft", new WorkstationRules(TRANS_PORT, OFF).transaction());
  }

  @Test
  void bothOff() throws Exception {
    GoldenFile.check("nft/none.nft", new WorkstationRules(OFF, OFF).transaction());
  }

  @Test
  void refusesPortsThatDoNotExist() {
    assertThatThrownBy(() -> new Redirect.To(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Redirect.To(65_536)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Redirect.To(65_535).port()).isEqualTo(65_535);
  }
}
