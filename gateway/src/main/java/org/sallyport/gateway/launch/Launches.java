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
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.state.TorView;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.config.ConfigInForce;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.identity.Rotations;
import org.sallyport.gateway.wrap.WrapFiles;
import org.sallyport.linux.exec.ExecPlan;
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
  private final Networks networks;
  private final Spares<WorkstationRules, NetworkNamespace> spares;
  private final Doors doors;
  private final LaunchRecords records;
  private final ConcurrentMap<Long, Launch> running = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, LaunchRecord> late = new ConcurrentHashMap<>();
  private final AtomicLong counter = new AtomicLong();

  /// What a launch is made with.
  ///
  /// @param config the policies
  /// @param sandboxes says how to enter
  /// @param firewall applies the packet rules
  /// @param records the directory where launches are remembered beyond a crash
  /// @param dataPlane opens the ports
  /// @param upstream tor's SocksPorts, by what a stream needs
  /// @param admissions decides about the streams of each launch
  /// @param rotations gives new identities at a launch and from time to time
  /// @param wrapFiles tell which commands are wrapped
  /// @param torViews makes what each application is shown of tor
  /// @param clock tells when it was
  public record Parts(
      ConfigInForce config,
      Sandboxes sandboxes,
      WorkstationFirewall firewall,
      Path records,
      DataPlane dataPlane,
      Map<UpstreamFlavour, Path> upstream,
      Admissions admissions,
      Rotations rotations,
      WrapFiles wrapFiles,
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
    this.networks = new Networks(parts.firewall());
    this.spares =
        new Spares<>(
            new Spares.Making<>(networks::fresh, NetworkNamespace::close, Launches::startMaking));
    this.doors = new Doors(parts);
    this.records = new LaunchRecords(parts.records());
  }

  private static void startMaking(Runnable making) {
    Thread _ = Thread.ofVirtual().name("spare-networks").start(making);
  }

  /// Makes networks for the launches that are most likely to come.
  public void prepare() {
    spares.prepare(doors.usualRules());
  }

  /// Prepares a launch.
  ///
  /// @throws GatewayException when the request is wrong, or any part cannot be made; then nothing
  ///   of it stays
  public Prepared<ExecPlan> launch(AdminRequest.Launch request) {
    Launcher launcher = requireRoomFor(request.launcherPid());
    WorkstationName name = Naming.workstation(request.workstation());
    WorkstationPolicy workstation = parts.config().policy(name);
    IsolationUnit unit = Naming.unit(workstation.unit(), request);
    var owner = new Owner(name, Naming.application(unit, request.application(), request.argv()));
    Sandboxes.Application application = application(request, name);
    parts.sandboxes().requireProgram(application);
    return open(
        new Order<>(
            new Seat(owner, unit, request.argv().isEmpty() ? "" : request.argv().getFirst()),
            launcher,
            request.newIdentity(),
            place -> parts.sandboxes().plan(application, place)));
  }

  /// Prepares the launch of a wrapped command, which keeps its caller's files.
  ///
  /// @throws GatewayException when the request is wrong, or any part cannot be made; then nothing
  ///   of it stays
  public Prepared<WrappedCommandLine> wrapped(AdminRequest.WrappedLaunch request) {
    Launcher launcher = requireRoomFor(request.launcherPid());
    WorkstationName name = Naming.workstation(request.workstation());
    WorkstationPolicy workstation = parts.config().policy(name);
    List<String> argv = List.of(request.executable());
    return open(
        new Order<>(
            new Seat(
                new Owner(
                    name, Naming.application(workstation.unit(), request.application(), argv)),
                workstation.unit() == IsolationUnit.WORKSTATION
                    ? IsolationUnit.WORKSTATION
                    : IsolationUnit.APPLICATION,
                request.executable()),
            launcher,
            false,
            place -> parts.sandboxes().wrapped(Path.of(request.executable()), place)));
  }

  /// What is to be launched.
  ///
  /// @param launcher the process that will become it
  /// @param newIdentity whether it gets a new identity first
  /// @param plan says how
  private record Order<P>(
      Seat seat, Launcher launcher, boolean newIdentity, Function<Sandboxes.LaunchPlace, P> plan) {}

  private <P> Prepared<P> open(Order<P> order) {
    long number = counter.incrementAndGet();
    LaunchSockets sockets = sockets(number);
    try {
      return open(number, order, sockets);
    } catch (RuntimeException e) {
      records.forget(number);
      sockets.remove();
      throw e;
    } finally {
      spares.prepare(doors.rules(order.seat()));
    }
  }

  private <P> Prepared<P> open(long number, Order<P> order, LaunchSockets sockets) {
    NetworkNamespace namespace = spares.take(doors.rules(order.seat()));
    try {
      var options = parts.sandboxes().optionsFile(id(number));
      var place = new Sandboxes.LaunchPlace(namespace, options, sockets);
      P plan = order.plan().apply(place);
      parts.rotations().launched(order.seat().owner(), rotation(order));
      records.keep(number, new LaunchRecord(order.seat(), order.launcher(), namespace.inode()));
      return new Prepared<>(take(number, order.seat(), order.launcher(), place), plan);
    } catch (RuntimeException e) {
      namespace.close();
      throw e;
    }
  }

  /// Takes back the applications that an earlier gateway left running: in the same networks, with
  /// rules and ports anew. Where the kernel does not allow it (another user namespace owns the
  /// network) the application stays without a network, and the log says so. Where something else is
  /// in the way (no space, no descriptors) it is tried again by [#adoptLate].
  public void adopt() {
    records.left().forEach(this::adopt);
    if (!running.isEmpty()) {
      LOG.log(Level.INFO, "Applications taken back: {0}", running.size());
    }
  }

  /// Tries again what [#adopt] could not do for now.
  public void adoptLate() {
    Map.copyOf(late).forEach(this::adopt);
  }

  private void adopt(long number, LaunchRecord left) {
    counter.accumulateAndGet(number, Math::max);
    boolean first = late.remove(number) == null;
    if (!left.launcher().isAlive()) {
      records.forget(number);
      return;
    }
    try {
      bringBack(number, left);
    } catch (GatewayException e) {
      giveUp(number, left, e, first);
    }
  }

  private void giveUp(long number, LaunchRecord left, GatewayException why, boolean first) {
    boolean forEver = why.kind() == ErrorKind.PERMISSION || why.kind() == ErrorKind.NOT_RUNNING;
    if (forEver) {
      records.forget(number);
    } else {
      late.put(number, left);
    }
    if (forEver || first) {
      LOG.log(
          Level.WARNING,
          "An application of workstation {0} stays without a network{1}. {2}",
          left.seat().owner().workstation(),
          forEver ? "; start it again" : " for now",
          why.getMessage());
    }
  }

  private void bringBack(long number, LaunchRecord left) {
    LaunchSockets sockets = sockets(number);
    NetworkNamespace namespace = networks.left(left, doors.rules(left.seat()));
    try {
      var options = parts.sandboxes().optionsFile(id(number));
      var place = new Sandboxes.LaunchPlace(namespace, options, sockets);
      Launch _ = take(number, left.seat(), left.launcher(), place);
    } catch (RuntimeException e) {
      namespace.close();
      throw e;
    }
  }

  private static String id(long number) {
    return "launch-" + number;
  }

  private LaunchSockets sockets(long number) {
    return LaunchSockets.make(parts.sandboxes().hidden().runtime(), number);
  }

  private Launch take(long number, Seat seat, Launcher process, Sandboxes.LaunchPlace place) {
    var door = doors.open(seat, place);
    doors.applications(seat).forEach(parts.rotations()::watch);
    var now = parts.clock().instant();
    var launch =
        new Launch(
            number,
            seat.owner(),
            seat.unit(),
            now,
            process,
            door,
            place.options(),
            place.sockets());
    running.put(number, launch);
    return launch;
  }

  private Launcher requireRoomFor(long launcherPid) {
    Launcher launcher = requireLauncher(launcherPid);
    if (running.size() >= MAX_LAUNCHES) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot launch: " + MAX_LAUNCHES + " applications already run. End some of them.");
    }
    return launcher;
  }

  private static Launcher requireLauncher(long pid) {
    if (Ids.uidOf(pid).orElse(-1) != Ids.uid()) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "Cannot launch for process "
              + pid
              + ": it does not run as the gateway's user."
              + " Run `sallyport run` as that user.");
    }
    return ProcessHandle.of(pid)
        .map(Launcher::of)
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

  private IdentityRotation rotation(Order<?> order) {
    IdentityRotation rotation = doors.rotation(order.seat());
    return order.newIdentity() ? rotation.atEveryLaunch() : rotation;
  }

  /// The launches that are open now.
  public List<Launch> running() {
    return List.copyOf(running.values());
  }

  /// Closes the launches whose application has ended.
  public void closeEnded() {
    for (Launch launch : running()) {
      if (!launch.isAlive()) {
        close(launch);
        records.forget(launch.number());
      }
    }
  }

  /// Brings back the packet rules of launches in whose network somebody has changed them.
  public void restoreRules() {
    for (Launch launch : running()) {
      try {
        launch.door().rules().restore();
      } catch (GatewayException e) {
        LOG.log(
            Level.WARNING,
            "The packet rules of an application of workstation {0} are in doubt: {1}",
            launch.owner().workstation(),
            e.getMessage());
      }
    }
  }

  private void close(Launch launch) {
    if (running.remove(launch.number(), launch)) {
      launch.close();
    }
  }

  /// Closes every launch; applications that still run have no network from now on. Their records
  /// stay: the next gateway may take them back.
  @Override
  public void close() {
    spares.close();
    running.values().forEach(this::close);
  }
}
