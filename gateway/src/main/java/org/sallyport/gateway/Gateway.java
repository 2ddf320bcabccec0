package org.sallyport.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.Surroundings;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.state.GatewayState;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.gateway.admin.AdminServer;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.gateway.admission.RefusalLog;
import org.sallyport.gateway.attribution.Attributions;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Renewal;
import org.sallyport.gateway.identity.Rotations;
import org.sallyport.gateway.lan.LanGateway;
import org.sallyport.gateway.launch.ApplicationTor;
import org.sallyport.gateway.launch.Homes;
import org.sallyport.gateway.launch.Ids;
import org.sallyport.gateway.launch.Launches;
import org.sallyport.gateway.launch.Sandboxes;
import org.sallyport.gateway.operation.Operations;
import org.sallyport.gateway.program.ProgramNames;
import org.sallyport.gateway.proof.Proof;
import org.sallyport.gateway.proof.TorCircuits;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.gateway.upkeep.Linger;
import org.sallyport.gateway.upkeep.SteadyClock;
import org.sallyport.gateway.upkeep.StrayThreads;
import org.sallyport.gateway.upkeep.Upkeep;
import org.sallyport.gateway.upstream.GateKeeper;
import org.sallyport.gateway.upstream.ShownVersion;
import org.sallyport.gateway.upstream.TorWalls;
import org.sallyport.gateway.upstream.UpstreamSetup;
import org.sallyport.gateway.wrap.WrapFiles;
import org.sallyport.linux.nft.WorkstationFirewall;
import org.sallyport.linux.prerequisite.Prerequisites;
import org.sallyport.tor.ledger.Ledger;
import org.sallyport.tor.upstream.LedgerFeed;
import org.sallyport.tor.upstream.Upstream;

/// The wiring: every part is made here, in the order in which it may be needed, and ended in the
/// reverse order.
final class Gateway {
  private static final int EVENT_LOOPS = 2;
  private static final Duration CHORES_EVERY = Duration.ofMillis(200);
  private static final Duration LEFTOVERS_EVERY = Duration.ofSeconds(1);
  private static final Duration RULES_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private final GatewaySettings settings;
  private final InstantSource clock = SteadyClock.starting();
  private final SecureRandom random = new SecureRandom();
  private final Gate gate = new Gate();
  private final Epochs epochs = new Epochs();
  private final ProgramNames names = new ProgramNames();
  private final RefusalLog refusals = new RefusalLog(clock);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Keyring keyring;
  private final Proof proof;
  private final Ledger ledger;
  private final Homes homes;
  private final Linger linger;

  private Gateway(GatewaySettings settings) {
    this.settings = settings;
    var secret = new byte[TokenMint.SECRET_BYTES];
    random.nextBytes(secret);
    keyring = new Keyring(new TokenMint(secret), clock);
    ledger = new Ledger(clock);
    proof = new Proof(new GateKeeper(gate), keyring, ledger);
    homes = new Homes(settings.location().workstations());
    linger = new Linger(settings.linger(), clock);
  }

  /// Serves until it is told to stop, by the admin socket, by a signal, or because nobody used it.
  static void serve(GatewaySettings settings) {
    var prerequisites = Prerequisites.ofThisMachine();
    prerequisites.requireNamespaces();
    prerequisites.requireCapabilities();
    var directories = new OwnDirectory(Ids.uid());
    directories.prepareRuntime(settings.location());
    directories.prepareState(settings.location().stateDirectory());
    var gateway = new Gateway(settings);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(gateway.stop, ended)));
    try {
      gateway.serve();
    } finally {
      ended.countDown();
    }
  }

  private void serve() {
    var setup = new UpstreamSetup(settings, Ids.uid());
    try (var upstream = new Upstream(setup.plan(), clock, new LedgerFeed(ledger, proof));
        var dataPlane = DataPlane.start(EVENT_LOOPS, Limits.defaults(), random)) {
      var renewal = new Renewal(epochs, keyring, new TorCircuits(proof, upstream));
      var rotations = new Rotations(renewal, System::nanoTime);
      var version = new ShownVersion(upstream);
      try (var attributions = new Attributions()) {
        var living =
            new Living(
                upstream,
                dataPlane,
                rotations,
                new Admissions(gate, epochs, keyring, names, attributions, refusals),
                owner -> new ApplicationTor(owner, gate, epochs, version),
                version);
        serve(setup, living, renewal);
      }
    }
  }

  private void serve(UpstreamSetup setup, Living living, Renewal renewal) {
    try (var launches = launches(living);
        var lan = lan(living, setup.walls());
        var _ = lan == null ? null : guard(lan);
        var _ = lan == null ? null : reach(lan);
        var upkeep = new Upkeep()) {
      launches.adopt();
      launches.prepare();
      upkeep.every(CHORES_EVERY, launches::closeEnded);
      upkeep.every(CHORES_EVERY, () -> endIfUnused(launches));
      upkeep.every(CHORES_EVERY, living.rotations()::renewDue);
      upkeep.every(CHORES_EVERY, living.version()::ask);
      upkeep.every(LEFTOVERS_EVERY, renewal::closeLeftovers);
      upkeep.every(RULES_EVERY, launches::restoreRules);
      upkeep.every(RULES_EVERY, launches::adoptLate);
      upkeep.every(SWEEP_EVERY, new StrayThreads()::check);
      upkeep.every(SWEEP_EVERY, () -> keyring.forgetUnused(proof.tokensInUse()));
      answer(
          new Operations.Parts(
              settings,
              gate,
              epochs,
              renewal,
              living.upstream(),
              setup.walls(),
              living.dataPlane(),
              launches,
              lan == null ? _ -> {} : lan::change,
              homes,
              proof,
              refusals,
              clock,
              lan == null ? null : lan.report()));
    }
  }

  /// Looks at the rules of a gateway for other machines. Waits for nobody but the kernel, so that a
  /// tor that hangs delays nothing of it.
  private static Upkeep guard(LanGateway lan) {
    var guard = new Upkeep();
    guard.every(CHORES_EVERY, lan::check);
    guard.every(RULES_EVERY, lan::forwardNothing);
    return guard;
  }

  /// Asks tor whom it may connect to.
  private static Upkeep reach(LanGateway lan) {
    var reach = new Upkeep();
    reach.every(CHORES_EVERY, lan::reach);
    return reach;
  }

  /// What launches and machines work with, as long as the gateway serves.
  private record Living(
      Upstream upstream,
      DataPlane dataPlane,
      Rotations rotations,
      Admissions admissions,
      Launches.TorViews torViews,
      ShownVersion version) {}

  private Launches launches(Living living) {
    var sandboxes =
        Sandboxes.prepare(
            new Sandboxes.Hidden(
                settings.location().runtimeDirectory(), settings.location().stateDirectory()),
            homes);
    return new Launches(
        new Launches.Parts(
            settings.config(),
            sandboxes,
            new WorkstationFirewall(),
            settings.location().runtimeDirectory().resolve("launches"),
            living.dataPlane(),
            living.upstream().socksPaths(),
            living.admissions(),
            living.rotations(),
            WrapFiles.of(Surroundings.ofThisProcess()),
            living.torViews(),
            clock));
  }

  /// The gateway for other machines, if the configuration has a network of them.
  private @Nullable LanGateway lan(Living living, TorWalls walls) {
    return settings
        .config()
        .now()
        .lan()
        .map(lan ->
            LanGateway.open(
                lan,
                new LanGateway.Parts(
                    settings.config(),
                    living.dataPlane(),
                    living.upstream(),
                    living.admissions(),
                    living.torViews(),
                    walls.uid())))
        .orElse(null);
  }

  /// Starts tor and answers requests until it is time to stop.
  private void answer(Operations.Parts parts) {
    var operations = new Operations(parts, stop::countDown);
    try (var _ =
        AdminServer.open(
            settings.location().adminSocket(),
            request -> {
              linger.touch();
              return operations.answer(request);
            })) {
      parts.upstream().start();
      untilToldToStop();
      gate.enter(GatewayState.STOPPING);
    }
  }

  /// What a signal does: the same as being told to stop.
  private static void end(CountDownLatch stop, CountDownLatch ended) {
    stop.countDown();
    try {
      boolean _ = ended.await(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endIfUnused(Launches launches) {
    if (!launches.running().isEmpty()) {
      linger.touch();
    } else if (linger.isOver()) {
      stop.countDown();
    }
  }

  private void untilToldToStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
