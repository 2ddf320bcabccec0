package org.sallyport.core.policy;

import java.util.List;
import java.util.Optional;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortTable;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// What the configuration says of one workstation.
///
/// @param name its name
/// @param dns what DNS queries are answered with
/// @param transparentTcp whether connections that know nothing of Tor pass
/// @param unit what counts as one application
/// @param ports the ports that its applications find
/// @param rotation when applications that say nothing else get a new identity
/// @param applications the applications that have a policy of their own
public record WorkstationPolicy(
    WorkstationName name,
    DnsMode dns,
    TransparentTcp transparentTcp,
    IsolationUnit unit,
    PortTable ports,
    IdentityRotation rotation,
    List<ApplicationPolicy> applications) {
  public WorkstationPolicy {
    applications = List.copyOf(applications);
  }

  /// The policy of a workstation that the configuration does not name.
  public static WorkstationPolicy defaults(WorkstationName name) {
    return new WorkstationPolicy(
        name,
        DnsMode.MAP,
        TransparentTcp.REDIRECTED,
        IsolationUnit.AUTOMATIC,
        PortPreset.STANDARD.table(),
        IdentityRotation.NEVER,
        List.of());
  }

  /// The policy of a workstation whose applications keep their identity until they are asked.
  public WorkstationPolicy(
      WorkstationName name,
      DnsMode dns,
      TransparentTcp transparentTcp,
      IsolationUnit unit,
      PortTable ports,
      List<ApplicationPolicy> applications) {
    this(name, dns, transparentTcp, unit, ports, IdentityRotation.NEVER, applications);
  }

  /// When an application gets a new identity without being asked.
  public IdentityRotation rotationOf(ApplicationPolicy application) {
    IdentityRotation own = application.switches().rotation();
    return own == null ? rotation : own;
  }

  /// What an application's DNS queries are answered with.
  public DnsMode dnsOf(ApplicationPolicy application) {
    return switch (application.switches().transparentDns()) {
      case null -> dns;
      case REDIRECTED -> dns == DnsMode.OFF ? DnsMode.MAP : dns;
      case REJECTED -> DnsMode.OFF;
    };
  }

  /// Whether an application's connections that know nothing of Tor pass.
  public TransparentTcp transparentTcpOf(ApplicationPolicy application) {
    TransparentTcp own = application.switches().transparentTcp();
    return own == null ? transparentTcp : own;
  }

  /// The policy of an application: by name, then by executable, else without restriction.
  ///
  /// @param application the name given at launch
  /// @param executable the absolute path of its program
  public ApplicationPolicy application(ApplicationName application, String executable) {
    return applications.stream()
        .filter(policy -> policy.name().equals(application))
        .findFirst()
        .or(() -> byExecutable(executable))
        .orElseGet(() -> ApplicationPolicy.unrestricted(application));
  }

  private Optional<ApplicationPolicy> byExecutable(String executable) {
    return applications.stream()
        .filter(policy -> policy.programs().executables().contains(executable))
        .findFirst();
  }
}
