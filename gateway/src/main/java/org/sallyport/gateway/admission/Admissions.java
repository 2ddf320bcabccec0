package org.sallyport.gateway.admission;

import java.net.InetAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.gateway.attribution.Attributions;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.program.ProgramNames;
import org.sallyport.gateway.program.ProgramPolicies;
import org.sallyport.gateway.wrap.WrappedPrograms;
import org.sallyport.linux.attribution.SocketAttribution;
import org.sallyport.linux.namespace.NetworkNamespace;

/// Makes what decides about the streams of a launch, and what says who opened them.
///
/// @param gate whether anything may pass
/// @param epochs the identities of the applications now
/// @param keyring mints tokens and remembers keys
/// @param names of the programs that are not configured
/// @param attributions says who opened connections
/// @param refusals remembers what was refused
public record Admissions(
    Gate gate,
    Epochs epochs,
    Keyring keyring,
    ProgramNames names,
    Attributions attributions,
    RefusalLog refusals) {
  /// Whose streams are decided about.
  ///
  /// @param workstation where it runs
  /// @param owner the application that the launch is, or is called
  /// @param policy what the configuration says of that application
  /// @param unit whether the launch is one application or every program of it is
  /// @param wrapped the commands that are applications of their own in a launch that is one
  public record Subject(
      WorkstationPolicy workstation,
      Owner owner,
      ApplicationPolicy policy,
      IsolationUnit unit,
      WrappedPrograms wrapped) {}

  /// What a launch's ports work with.
  ///
  /// @param admission decides
  /// @param attribution says who opened a connection
  /// @param sockets the namespace's table, to be closed with the launch
  public record Decider(
      StreamAdmission admission, Attribution attribution, SocketAttribution sockets) {}

  /// The decider of a launch.
  ///
  /// @throws GatewayException if the sockets of the namespace cannot be looked through
  public Decider of(Subject subject, NetworkNamespace namespace) {
    SocketAttribution sockets = sockets(namespace);
    return switch (subject.unit()) {
      case EXECUTABLE ->
          new Decider(
              programs(subject.workstation()),
              attributions.of(sockets, Attribution.Use.ISOLATION),
              sockets);
      case AUTOMATIC, APPLICATION ->
          subject.wrapped().isEmpty() ? whole(subject, sockets) : withWrapped(subject, sockets);
      case WORKSTATION -> whole(subject, sockets);
    };
  }

  /// What decides about the streams of a machine, which is one application whatever runs on it.
  ///
  /// @param policies what it may reach, asked anew for each stream
  public StreamAdmission ofMachine(
      Owner owner, Function<Owner, ApplicationPolicy> policies, BooleanSupplier contained) {
    StreamAdmission machine =
        request ->
            new ApplicationAdmission(owner, policies.apply(owner), gate, epochs, keyring)
                .admit(request);
    return new WitnessedAdmission(new ContainedAdmission(machine, contained), _ -> owner, refusals);
  }

  /// What decides about the streams of machines that nobody has named: each address is an
  /// application.
  ///
  /// @param owners who a machine with an address is
  /// @param policies what it may reach
  public StreamAdmission ofGuests(
      Function<InetAddress, Owner> owners,
      Function<Owner, ApplicationPolicy> policies,
      BooleanSupplier contained) {
    var guests =
        new GuestAdmission(address -> {
          Owner owner = owners.apply(address);
          return new ApplicationAdmission(owner, policies.apply(owner), gate, epochs, keyring);
        });
    return new WitnessedAdmission(
        new ContainedAdmission(guests, contained),
        origin -> owners.apply(GuestAdmission.address(origin)),
        refusals);
  }

  private Decider whole(Subject subject, SocketAttribution sockets) {
    return new Decider(
        new WitnessedAdmission(application(subject), _ -> subject.owner(), refusals),
        attributions.of(sockets, Attribution.Use.DISPLAY),
        sockets);
  }

  private Decider withWrapped(Subject subject, SocketAttribution sockets) {
    WorkstationPolicy workstation = subject.workstation();
    var admission =
        new WrappedAdmission(
            application(subject),
            workstation,
            subject.wrapped(),
            programs(workstation, ProgramPolicies.of(workstation, names)));
    return new Decider(
        new WitnessedAdmission(admission, admission::owner, refusals),
        attributions.of(sockets, subject.wrapped()),
        sockets);
  }

  private ApplicationAdmission application(Subject subject) {
    return new ApplicationAdmission(subject.owner(), subject.policy(), gate, epochs, keyring);
  }

  private StreamAdmission programs(WorkstationPolicy workstation) {
    var programs = ProgramPolicies.of(workstation, names);
    return new WitnessedAdmission(
        programs(workstation, programs),
        origin -> new Owner(workstation.name(), programs.named(origin)),
        refusals);
  }

  private ProgramAdmission programs(WorkstationPolicy workstation, ProgramPolicies programs) {
    return new ProgramAdmission(
        workstation,
        programs,
        new ProgramAdmission.Deciding(gate, epochs, keyring, attributions::freshNonce));
  }

  private static SocketAttribution sockets(NetworkNamespace namespace) {
    try {
      return SocketAttribution.of(namespace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.TIMEOUT, "The launch was interrupted because the gateway stops.", e);
    }
  }
}
