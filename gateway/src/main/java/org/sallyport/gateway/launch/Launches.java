package org.sallyport.gateway.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.dataplane.Compartment;
import org.sallyport.dataplane.CompartmentSpec;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.dataplane.control.TorView;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.identity.Rotations;
import org.sallyport.linux.exec.ExecPlan;
import org.sallyport.linux.link.WorkstationLink;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.WorkstationFirewall;
import org.sallyport.linux.nft.WorkstationRules;
import org.sallyport.linux.sandbox.Program;
import org.sallyport.linux.sandbox.WrappedCommandLine;

/// All launches of this gateway. A launch is made whole or not at all: namespace, interfaces, rules
/// read back, ports; only then does its launcher learn how to enter.
///
/// Safe for use by several threads.
public final class Launches implements AutoCloseable {
  /// Applications that may run at once.
  public static final int MAX_LAUNCHES = 1_000;

  private static final Logger LOG = System.getLogger(Launches.class.getName());

  private final Parts parts;
  private final ConcurrentMap<String, Launch> running = new ConcurrentHashMap<>();
  private final AtomicLong counter = new AtomicLong();

  /// What a launch is made with.
  ///
  /// @param config the policies
  /// @param sandboxes says how to enter
  /// @param dataPlane opens the ports
  /// @param upstream tor's SocksPorts, by what a stream needs
  /// @param admissions decides about the streams of each launch
  /// @param rotations gives new identities at a launch and from time to time
  /// @param torViews makes what each application is shown of tor
  /// @param clock tells when it was
  public record Parts(
      GatewayConfig config,
      Sandboxes sandboxes,
      WorkstationFirewall firewall,
      DataPlane dataPlane,
      Map<UpstreamFlavour, Path> upstream,
      Admissions admissions,
      Rotations rotations,
      TorViews torViews,
      InstantSource clock) {}

  /// Makes what an application is shown of tor.
  @FunctionalInterface
  public interface TorViews {
    /// What the application is shown.
    TorView of(Owner owner);
  }

  /// A launch, and how its launcher becomes the application.
  public record Prepared<P>(Launch launch, P plan) {}

  public Launches(Parts parts) {
    this.parts = parts;
  }

  /// Prepares a launch.
  ///
  /// @throws GatewayException when the request is wrong, or any part cannot be made; then nothing
  ///   of it stays
  public Prepared<ExecPlan> launch(AdminRequest.Launch request) {
    ProcessHandle launcher = requireRoomFor(request.launcherPid());
    WorkstationName name = Naming.workstation(request.workstation());
    WorkstationPolicy workstation = parts.config().policy(name);
    IsolationUnit unit = Naming.unit(workstation.unit(), request);
    var owner = new Owner(name, Naming.application(unit, request.application(), request.argv()));
    Sandboxes.Application application = application(request, name);
    parts.sandboxes().requireProgram(application);
    return open(
        new Order<>(
            owner,
            unit,
            request.argv().isEmpty() ? "" : request.argv().getFirst(),
            launcher,
            rotation(request),
            place -> parts.sandboxes().plan(application, place)));
  }

  /// Prepares the launch of a wrapped command, which keeps its caller's files.
  ///
  /// @throws GatewayException when the request is wrong, or any part cannot be made; then nothing
  ///   of it stays
  public Prepared<WrappedCommandLine> wrapped(AdminRequest.WrappedLaunch request) {
    ProcessHandle launcher = requireRoomFor(request.launcherPid());
    WorkstationName name = Naming.workstation(request.workstation());
    WorkstationPolicy workstation = parts.config().policy(name);
    List<String> argv = List.of(request.executable());
    return open(
        new Order<>(
            new Owner(name, Naming.application(workstation.unit(), request.application(), argv)),
            workstation.unit() == IsolationUnit.WORKSTATION
                ? IsolationUnit.WORKSTATION
                : IsolationUnit.APPLICATION,
            request.executable(),
            launcher,
            IdentityRotation.NEVER,
            place -> parts.sandboxes().wrapped(Path.of(request.executable()), place)));
  }

  /// What is to be launched.
  ///
  /// @param unit whether it is one application or every program of it is
  /// @param executable the program's path, as the policies name it
  /// @param launcher the process that will become it
  /// @param rotation when it gets a new identity without being asked
  /// @param plan says how
  private record Order<P>(
      Owner owner,
      IsolationUnit unit,
      String executable,
      ProcessHandle launcher,
      IdentityRotation rotation,
      Function<Sandboxes.LaunchPlace, P> plan) {}

  private <P> Prepared<P> open(Order<P> order) {
    WorkstationPolicy workstation = parts.config().policy(order.owner().workstation());
    long number = counter.incrementAndGet();
    String id = "launch-" + number;
    Path options = parts.sandboxes().optionsFile(id);
    ApplicationPolicy policy = policy(workstation, order);
    List<Port> ports = LaunchPorts.ports(workstation, policy);
    LaunchSockets sockets = LaunchSockets.make(parts.sandboxes().hidden().runtime(), number);
    NetworkNamespace namespace = namespace(LaunchPorts.rules(ports));
    try {
      P plan = order.plan().apply(new Sandboxes.LaunchPlace(namespace, options, sockets));
      parts.rotations().launched(order.owner(), order.rotation());
      var decider =
          parts
              .admissions()
              .of(
                  new Admissions.Subject(workstation, order.owner(), policy, order.unit()),
                  namespace);
      var spec =
          new CompartmentSpec(
              namespace,
              ports,
              decider.admission(),
              parts.upstream(),
              workstation.dnsOf(policy),
              decider.attribution(),
              sockets.files(ports),
              parts.torViews().of(order.owner()));
      var door = new Launch.Door(namespace, compartment(spec, decider), decider.sockets());
      var now = parts.clock().instant();
      var launch = new Launch(id, order.owner(), now, order.launcher(), door, options, sockets);
      running.put(id, launch);
      return new Prepared<>(launch, plan);
    } catch (RuntimeException e) {
      sockets.remove();
      namespace.close();
      throw e;
    }
  }

  /// Where every program is an application, what one of them may do is no rule for the launch.
  private static ApplicationPolicy policy(WorkstationPolicy workstation, Order<?> order) {
    return switch (order.unit()) {
      case EXECUTABLE -> ApplicationPolicy.unrestricted(order.owner().application());
      case AUTOMATIC, APPLICATION, WORKSTATION ->
          workstation.application(order.owner().application(), order.executable());
    };
  }

  private Compartment compartment(CompartmentSpec spec, Admissions.Decider decider) {
    try {
      return parts.dataPlane().open(spec);
    } catch (RuntimeException e) {
      decider.sockets().close();
      throw e;
    }
  }

  private ProcessHandle requireRoomFor(long launcherPid) {
    ProcessHandle launcher = requireLauncher(launcherPid);
    if (running.size() >= MAX_LAUNCHES) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot launch: " + MAX_LAUNCHES + " applications already run. End some of them.");
    }
    return launcher;
  }

  private static ProcessHandle requireLauncher(long pid) {
    if (Ids.uidOf(pid).orElse(-1) != Ids.uid()) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "Cannot launch for process "
              + pid
              + ": it does not run as the gateway's user."
              + " Run `sallyport run` as that user.");
    }
    return ProcessHandle.of(pid)
        .orElseThrow(() ->
            new GatewayException(ErrorKind.NOT_RUNNING, "Cannot launch: the launcher has ended."));
  }

  private Sandboxes.Application application(AdminRequest.Launch request, WorkstationName name) {
    var storage = request.ephemeral() ? Sandboxes.Storage.EPHEMERAL : Sandboxes.Storage.KEPT;
    var sandbox = parts.sandboxes().spec(name, storage);
    List<String> argv = request.argv().isEmpty() ? List.of("/bin/bash", "-i") : request.argv();
    var program = new Program(argv, Path.of(request.workingDirectory()).normalize());
    return new Sandboxes.Application(name, sandbox, program, request.environment());
  }

  private NetworkNamespace namespace(WorkstationRules rules) {
    try {
      NetworkNamespace namespace = NetworkNamespace.create();
      try {
        var kind = WorkstationLink.configure(namespace);
        LOG.log(Level.DEBUG, "A namespace with {0} is ready", kind);
        parts.firewall().apply(namespace, rules);
        return namespace;
      } catch (RuntimeException | InterruptedException e) {
        namespace.close();
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.TIMEOUT, "The launch was interrupted because the gateway stops.", e);
    }
  }

  private static IdentityRotation rotation(AdminRequest.Launch request) {
    return request.newIdentity() ? IdentityRotation.NEVER.atEveryLaunch() : IdentityRotation.NEVER;
  }

  /// The launches that are open now.
  public List<Launch> running() {
    return List.copyOf(running.values());
  }

  /// Closes the launches whose application has ended.
  public void closeEnded() {
    running.values().stream().filter(launch -> !launch.isAlive()).forEach(this::close);
  }

  private void close(Launch launch) {
    if (running.remove(launch.id(), launch)) {
      launch.close();
    }
  }

  /// Closes every launch; applications that still run have no network from now on.
  @Override
  public void close() {
    running.values().forEach(this::close);
  }
}
