package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.core.policy.Switches.Circuits.ROTATING;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.Switches;
import org.sallyport.core.policy.TransparentDns;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.linux.nft.Redirect;
import org.sallyport.linux.nft.WorkstationRules;

final class LaunchPortsTest {
  private static final ApplicationName CURL = new ApplicationName("curl");
  private static final ApplicationPolicy PLAIN = ApplicationPolicy.unrestricted(CURL);

  @Test
  void leadsToTheTransPortAndTheDnsPortByDefault() {
    var policy = WorkstationPolicy.defaults(WorkstationName.DEFAULT);
    assertThat(kinds(policy)).contains(PortKind.TRANS, PortKind.DNS);
    assertThat(rules(policy).tcp()).isEqualTo(new Redirect.To(9040));
    assertThat(rules(policy).dns()).isEqualTo(new Redirect.To(5300));
  }

  @Test
  void leavesOutWhatThePolicySwitchesOff() {
    var policy = policy(DnsMode.OFF, TransparentTcp.REJECTED);
    assertThat(kinds(policy))
        .contains(PortKind.SOCKS, PortKind.HTTP_TUNNEL)
        .doesNotContain(PortKind.TRANS, PortKind.DNS);
    assertThat(rules(policy).tcp()).isEqualTo(new Redirect.Off());
    assertThat(rules(policy).dns()).isEqualTo(new Redirect.Off());
  }

  @Test
  void applicationSwitchesForItself() {
    var off = application(new Switches(TransparentTcp.REJECTED, TransparentDns.REJECTED, ROTATING));
    assertThat(kinds(WorkstationPolicy.defaults(WorkstationName.DEFAULT), off))
        .doesNotContain(PortKind.TRANS, PortKind.DNS);
    var on =
        application(new Switches(TransparentTcp.REDIRECTED, TransparentDns.REDIRECTED, ROTATING));
    assertThat(kinds(policy(DnsMode.OFF, TransparentTcp.REJECTED), on))
        .contains(PortKind.TRANS, PortKind.DNS);
  }

  @Test
  void givesNoTwoPortsTheSameSessionGroup() {
    var ports = LaunchPorts.ports(WorkstationPolicy.defaults(WorkstationName.DEFAULT), PLAIN);
    assertThat(ports.stream().map(Port::group)).doesNotHaveDuplicates();
  }

  @Test
  void closedKindsAreNotAddedEither() {
    var open = policy(DnsMode.MAP, TransparentTcp.REDIRECTED);
    var closed =
        new WorkstationPolicy(
            open.name(),
            open.dns(),
            open.transparentTcp(),
            open.unit(),
            open.ports().without(Set.of(PortKind.SOCKS, PortKind.CONTROL)),
            List.of());
    assertThat(kinds(open)).contains(PortKind.SOCKS, PortKind.CONTROL);
    assertThat(kinds(closed))
        .containsExactlyInAnyOrder(PortKind.TRANS, PortKind.DNS, PortKind.HTTP_TUNNEL);
  }

  private static List<PortKind> kinds(WorkstationPolicy policy) {
    return kinds(policy, PLAIN);
  }

  private static List<PortKind> kinds(WorkstationPolicy policy, ApplicationPolicy application) {
    return LaunchPorts.ports(policy, application).stream().map(Port::kind).toList();
  }

  private static ApplicationPolicy application(Switches switches) {
    return new ApplicationPolicy(CURL, List.of(), Set.of(), DestinationPolicy.EVERYTHING, switches);
  }

  private static WorkstationRules rules(WorkstationPolicy policy) {
    return LaunchPorts.rules(LaunchPorts.ports(policy, PLAIN));
  }

  private static WorkstationPolicy policy(DnsMode dns, TransparentTcp tcp) {
    return new WorkstationPolicy(
        WorkstationName.DEFAULT,
        dns,
        tcp,
        IsolationUnit.APPLICATION,
        PortPreset.STANDARD.table(),
        List.of());
  }
}
