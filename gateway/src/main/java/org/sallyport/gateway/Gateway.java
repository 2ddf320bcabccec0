package org.sallyport.gateway;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.state.GatewayState;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.gateway.admin.AdminServer;
import org.sallyport.gateway.admission.ApplicationAdmission;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.launch.Homes;
import org.sallyport.gateway.launch.Ids;
import org.sallyport.gateway.launch.Launches;
import org.sallyport.gateway.launch.Sandboxes;
import org.sallyport.gateway.operation.Operations;
import org.sallyport.gateway.proof.Proof;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.gateway.upkeep.Linger;
import org.sallyport.gateway.upkeep.StrayThreads;
import org.sallyport.gateway.upkeep.Upkeep;
import org.sallyport.gateway.upstream.GateKeeper;
import org.sallyport.gateway.upstream.UpstreamSetup;
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
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

  private Gateway() {}

  /// Serves until it is told to stop, by the admin socket, by a signal, or because nobody used it.
  static void serve(GatewaySettings settings) {
    var prerequisites = Prerequisites.ofThisMachine();
    prerequisites.requireNamespaces();
    prerequisites.requireCapabilities();
    long uid = Ids.uid();
    var directories = new OwnDirectory(uid);
    directories.prepareRuntime(settings.location());
    directories.prepareState(settings.location().stateDirectory());

    var random = new SecureRandom();
    var clock = InstantSource.system();
    var secret = new byte[TokenMint.SECRET_BYTES];
    random.nextBytes(secret);
    var gate = new Gate();
    var epochs = new Epochs();
    var keyring = new Keyring(new TokenMint(secret), clock);
    var homes = new Homes(settings.location().stateDirectory().resolve("workstations"));
    var sandboxes =
        Sandboxes.prepare(
            new Sandboxes.Hidden(
                settings.location().runtimeDirectory(), settings.location().stateDirectory()),
            homes);
    var firewall = new WorkstationFirewall();
    var ledger = new Ledger(clock);
    var proof = new Proof(new GateKeeper(gate), keyring, ledger);
    var linger = new Linger(settings.linger(), clock);
    var stop = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(stop, ended)));

    try (var upstream =
            new Upstream(UpstreamSetup.plan(settings, uid), clock, new LedgerFeed(ledger, proof));
        var dataPlane = DataPlane.start(EVENT_LOOPS, Limits.defaults(), random);
        var launches =
            new Launches(
                new Launches.Parts(
                    settings.config(),
                    sandboxes,
                    firewall,
                    dataPlane,
                    upstream.socksPaths(),
                    (owner, policy) ->
                        new ApplicationAdmission(owner, policy, gate, epochs, keyring),
                    clock));
        var upkeep = new Upkeep()) {
      var operations =
          new Operations(
              new Operations.Parts(
                  settings, gate, epochs, upstream, dataPlane, launches, homes, proof, clock),
              stop::countDown);
      upkeep.every(CHORES_EVERY, launches::closeEnded);
      upkeep.every(CHORES_EVERY, () -> endIfUnused(linger, launches, stop));
      upkeep.every(LEFTOVERS_EVERY, operations::closeLeftovers);
      upkeep.every(SWEEP_EVERY, new StrayThreads()::check);
      upkeep.every(SWEEP_EVERY, () -> keyring.forgetUnused(proof.tokensInUse()));
      try (var _ =
          AdminServer.open(
              settings.location().adminSocket(),
              request -> {
                linger.touch();
                return operations.answer(request);
              })) {
        upstream.start();
        untilToldToStop(stop);
        gate.enter(GatewayState.STOPPING);
      }
    } finally {
      ended.countDown();
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

  private static void endIfUnused(Linger linger, Launches launches, CountDownLatch stop) {
    if (!launches.running().isEmpty()) {
      linger.touch();
    } else if (linger.isOver()) {
      stop.countDown();
    }
  }

  private static void untilToldToStop(CountDownLatch stop) {
    try {
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
