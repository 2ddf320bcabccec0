package org.sallyport.gateway.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.workstation.WorkstationName;

final class GuestAttributionTest {
  private static final WorkstationName GUESTS = new WorkstationName("guests");

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @Test
  void machineIsItsSourceAddress() {
    var answers = new ArrayList<Origin>();
    for (String address : List.of("10.152.152.77", "fd19:c33d:88bc::77")) {
      var end = new Flow.End(ip(address), 4000);
      var target = new Flow.End(ip("203.0.113.9"), 443);
      new GuestAttribution().ask(new Flow.Internet(Flow.Transport.TCP, end, target), answers::add);
    }
    assertThat(answers)
        .containsExactly(
            new Origin.Machine(ip("10.152.152.77")), new Origin.Machine(ip("fd19:c33d:88bc::77")));
    assertThat(answers.toString()).doesNotContain("77");
  }

  @Test
  void eachAddressIsAnApplication() {
    var owners =
        List.of("10.152.152.77", "10.152.152.78", "fd19::1:2", "fd19::12", "::1.2.3.4", "1.2.3.4")
            .stream()
            .map(address -> GuestAttribution.owner(GUESTS, ip(address)))
            .toList();
    assertThat(owners).doesNotHaveDuplicates();
    assertThat(owners.getFirst().application().text()).isEqualTo("machine-10.152.152.77");
    assertThat(owners.get(2).application().text()).isEqualTo("machine-fd19--1-2");
  }
}
