package org.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// Which policy an application has.
final class WorkstationPolicyTest {
  private static final ApplicationName MAIL = new ApplicationName("mail");
  private static final ApplicationName OTHER = new ApplicationName("other");
  private static final ApplicationPolicy MAIL_POLICY = policy(MAIL, "/usr/bin/mail", "*:993");
  private static final ApplicationPolicy CHAT_POLICY =
      policy(new ApplicationName("chat"), "/usr/bin/chat", "*:5222");

  @Test
  void defaultsMapNamesAndRedirectAndIsolateEachApplication() {
    WorkstationPolicy policy = WorkstationPolicy.defaults(WorkstationName.DEFAULT);
    assertThat(policy.dns()).isEqualTo(DnsMode.MAP);
    assertThat(policy.transparentTcp()).isEqualTo(TransparentTcp.REDIRECTED);
    assertThat(policy.unit()).isEqualTo(IsolationUnit.AUTOMATIC);
    assertThat(policy.application(MAIL, "/usr/bin/mail").destinations())
        .isEqualTo(DestinationPolicy.EVERYTHING);
  }

  @Test
  void nameGoesBeforeExecutable() {
    WorkstationPolicy policy = workstation(MAIL_POLICY, CHAT_POLICY);
    assertThat(policy.application(MAIL, "/usr/bin/chat")).isEqualTo(MAIL_POLICY);
  }

  @Test
  void executableDecidesWhenTheNameIsUnknown() {
    WorkstationPolicy policy = workstation(MAIL_POLICY, CHAT_POLICY);
    assertThat(policy.application(OTHER, "/usr/bin/chat")).isEqualTo(CHAT_POLICY);
  }

  @Test
  void unknownApplicationHasNoRestrictionAndNoExtraFlag() {
    ApplicationPolicy policy = workstation(MAIL_POLICY).application(OTHER, "/usr/bin/other");
    assertThat(policy).isEqualTo(ApplicationPolicy.unrestricted(OTHER));
    assertThat(policy.flags()).isEmpty();
  }

  @Test
  void policiesAreCopied() {
    List<ApplicationPolicy> applications = new ArrayList<>(List.of(MAIL_POLICY));
    var policy =
        new WorkstationPolicy(
            WorkstationName.DEFAULT,
            DnsMode.MAP,
            TransparentTcp.REDIRECTED,
            IsolationUnit.APPLICATION,
            PortPreset.STANDARD.table(),
            applications);
    applications.clear();
    assertThat(policy.applications()).containsExactly(MAIL_POLICY);
  }

  private static WorkstationPolicy workstation(ApplicationPolicy... applications) {
    return new WorkstationPolicy(
        WorkstationName.DEFAULT,
        DnsMode.MAP,
        TransparentTcp.REDIRECTED,
        IsolationUnit.APPLICATION,
        PortPreset.STANDARD.table(),
        List.of(applications));
  }

  private static ApplicationPolicy policy(ApplicationName name, String executable, String allow) {
    return new ApplicationPolicy(
        name,
        List.of(executable),
        Set.of(IsolationFlag.ISOLATE_DEST_ADDR),
        new DestinationPolicy(
            List.of(DestinationPattern.parse(allow).orElseThrow()),
            List.of(),
            DestinationPolicy.Reach.EVERYTHING),
        Switches.INHERITED);
  }
}
