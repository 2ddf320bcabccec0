package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.linux.nft.Redirect;

final class PortPresetTest {
  private static final ApplicationName CURL = new ApplicationName("curl");
  private static final ApplicationPolicy PLAIN = ApplicationPolicy.unrestricted(CURL);

  @Test
  void leadsToTheTransPortAndTheDnsPortByDefault() {
    var policy = WorkstationPolicy.defaults(WorkstationName.DEFAULT);
    assertThat(kinds(policy)).contains(PortKind.TRANS, PortKind.DNS);
    assertThat(PortPreset.rules(policy).tcp()).isEqualTo(new Redirect.To(PortPreset.TRANS));
    assertThat(PortPreset.rules(policy).dns()).isEqualTo(new Redirect.To(PortPreset.DNS));
  }

  @Test
  void leavesOutWhatThePolicySwitchesOff() {
    var policy = policy(DnsMode.OFF, TransparentTcp.REJECTED);
    assertThat(kinds(policy))
        .contains(PortKind.SOCKS, PortKind.HTTP_TUNNEL)
        .doesNotContain(PortKind.TRANS, PortKind.DNS);
    assertThat(PortPreset.rules(policy).tcp()).isEqualTo(new Redirect.Off());
    assertThat(PortPreset.rules(policy).dns()).isEqualTo(new Redirect.Off());
  }

  @Test
  void addsTheFlagsOfTheApplicationToEveryPort() {
    var flagged =
        new ApplicationPolicy(CURL, List.of(), Set.of(IsolationFlag.ISOLATE_DEST_ADDR), List.of());
    var policy = WorkstationPolicy.defaults(WorkstationName.DEFAULT);
    assertThat(PortPreset.ports(policy, flagged))
        .allMatch(port -> port.has(IsolationFlag.ISOLATE_DEST_ADDR))
        .allMatch(port -> port.has(IsolationFlag.ISOLATE_SOCKS_AUTH));
  }

  @Test
  void givesNoTwoPortsTheSameSessionGroup() {
    var ports = PortPreset.ports(WorkstationPolicy.defaults(WorkstationName.DEFAULT), PLAIN);
    assertThat(ports.stream().map(Port::group)).doesNotHaveDuplicates();
  }

  private static List<PortKind> kinds(WorkstationPolicy policy) {
    return PortPreset.ports(policy, PLAIN).stream().map(Port::kind).toList();
  }

  private static WorkstationPolicy policy(DnsMode dns, TransparentTcp tcp) {
    return new WorkstationPolicy(
        WorkstationName.DEFAULT, dns, tcp, IsolationUnit.APPLICATION, List.of());
  }
}
