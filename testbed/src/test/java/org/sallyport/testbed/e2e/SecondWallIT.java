package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The wall around tor itself: relays on the other side of a wire are reached, and nobody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecondWallIT {
  private static final String AUTHORITY = "198.18.0.1";
  private static final int OR_PORT = 9001;
  private static final int PAGES = 80;
  private static final String QUESTION = "out tor tcp > " + WallLab.SERVER + ":" + PAGES;

  private final WallLab lab = WallLab.start();

  @AfterAll
  void close() {
    lab.close();
  }

  /// The gateway that may connect to any is the control: its packet is seen on the wire.
  @Test
  void torReachesItsRelaysAndNobodyElse() {
    lab.sh("sysctl -qw net.ipv4.ip_forward=1");
    lab.up("relays");
    var firewall = lab.json("status").get("firewall");
    assertThat(firewall.get("inForce").asBoolean()).as("%s", firewall).isTrue();
    assertThat(firewall.get("torRelays").asInt()).as("%s", firewall).isPositive();
    assertThat(lab.sh("sysctl -n net.ipv4.ip_forward").strip()).isEqualTo("0");
    assertThat(explained("out tor tcp > " + AUTHORITY + ":" + OR_PORT)).isEqualTo("accept");
    assertThat(lab.torConnects(AUTHORITY, OR_PORT)).isTrue();
    assertThat(explained(QUESTION)).isEqualTo("drop");
    assertThat(lab.torConnects(WallLab.SERVER, PAGES)).isFalse();
    assertThat(lab.torConnects(AUTHORITY, PAGES)).isFalse();
    assertThat(lab.seen()).isZero();
    lab.down();

    lab.up("any");
    assertThat(lab.json("status").get("firewall").get("torContacts").isNull()).isTrue();
    assertThat(explained(QUESTION)).isEqualTo("accept");
    assertThat(lab.torConnects(WallLab.SERVER, PAGES)).isTrue();
    assertThat(lab.seen()).isPositive();
  }

  private String explained(String packet) {
    return lab.json("firewall", "explain", packet).get("verdict").asString();
  }
}
