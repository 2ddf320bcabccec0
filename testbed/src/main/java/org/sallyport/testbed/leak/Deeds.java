package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.fault.Strike;
import org.sallyport.testbed.leak.world.Command;
import org.sallyport.testbed.network.NetworkNode;

/// Does what each kind of fault is, to the test's own world only. Confined to one thread.
///
/// @param scene what it is done to
record Deeds(FaultScene scene) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration CLOCK_SEEN = Duration.ofSeconds(5);
  private static final Duration TOR_STARTS = Duration.ofSeconds(20);
  private static final String HOST_TABLE = "inet host_firewall";
  private static final String CUT_TABLE = "inet host_cable";

  /// The end of a cause.
  @FunctionalInterface
  interface End {
    /// Ends it.
    void now();
  }

  private static final End AT_ONCE = () -> {};

  /// What the host has of its own: a firewall that lets everything pass.
  static void prepare(Terrain terrain) {
    nft(terrain, table(HOST_TABLE, "priority 5; policy accept;"));
  }

  /// Begins a fault.
  ///
  /// @return its end; empty if its victim is not there now
  Optional<End> begin(Strike strike) {
    return switch (strike.fault()) {
      case GATEWAY_KILLED -> to(scene.processes().gateway(), Deeds::kill);
      case GATEWAY_STOPPED -> to(scene.processes().gateway(), Deeds::stop);
      case MEMORY_GONE -> to(scene.processes().gateway(), Deeds::withoutMemory);
      case DESCRIPTORS_GONE -> to(scene.processes().gateway(), Deeds::withoutDescriptors);
      case TOR_KILLED -> to(scene.processes().tor(), Deeds::kill);
      case TOR_STOPPED -> to(scene.processes().tor(), Deeds::stop);
      case TOR_MEMORY_GONE -> to(scene.processes().tor(), Deeds::withoutMemory);
      case TOR_RELOADED -> to(scene.processes().tor(), this::reload);
      case CONTROL_CUT -> to(scene.processes().tor(), this::cutControl);
      case SOCKS_UNLINKED -> Optional.of(unlinkSocks());
      case LAUNCHER_KILLED -> to(launcher(strike), Deeds::kill);
      case LAUNCHER_STOPPED -> to(launcher(strike), Deeds::stop);
      case RULES_FLUSHED -> flushRules(strike);
      case RELAY_KILLED -> Optional.of(killRelay(relay(strike)));
      case RELAY_STOPPED -> to(process(relay(strike)), Deeds::stop);
      case HOST_RULES_FLUSHED -> Optional.of(flushHost());
      case NETWORK_DOWN -> Optional.of(pullCable());
      case DISK_FULL -> Optional.of(fillDisk());
      case CLOCK_AHEAD -> shiftClock(DAY);
      case CLOCK_BEHIND -> shiftClock(DAY.negated());
      case WORLD_PAUSED -> Optional.of(pauseAll());
    };
  }

  private static Optional<End> to(
      Optional<ProcessHandle> victim, Function<ProcessHandle, End> deed) {
    return victim.map(deed);
  }

  private Optional<ProcessHandle> launcher(Strike strike) {
    return scene.application(strike.choice()).map(LoadedApplication::launcher);
  }

  private NetworkNode relay(Strike strike) {
    List<NetworkNode> nodes = scene.ground().network().nodes();
    return nodes.get(strike.choice() % nodes.size());
  }

  private Optional<ProcessHandle> process(NetworkNode relay) {
    return ProcessHandle.of(scene.ground().network().pid(relay));
  }

  private static End kill(ProcessHandle process) {
    boolean _ = process.destroyForcibly();
    return AT_ONCE;
  }

  private static End stop(ProcessHandle process) {
    signal("STOP", Stream.of(process));
    return () -> signal("CONT", Stream.of(process));
  }

  /// Everything of this world but the test itself. What is new meanwhile is left alone.
  private End pauseAll() {
    List<ProcessHandle> all = scene.processes().others();
    signal("STOP", all.stream());
    return () -> signal("CONT", all.stream());
  }

  private static void signal(String name, Stream<ProcessHandle> processes) {
    String numbers =
        processes.map(process -> Long.toString(process.pid())).collect(Collectors.joining(" "));
    shell("kill -%s %s 2>/dev/null; true".formatted(name, numbers));
  }

  private static void shell(String command) {
    String _ = Command.run(List.of("bash", "-c", command), "");
  }

  private static End withoutMemory(ProcessHandle process) {
    return limit(process, "--as=" + 1, "--as=unlimited");
  }

  private static End withoutDescriptors(ProcessHandle process) {
    long open = WorldProcesses.descriptors(process);
    long before = WorldProcesses.descriptorLimit(process).orElse(open);
    return limit(process, "--nofile=" + open + ":", "--nofile=" + before + ":");
  }

  /// A process that has ended meanwhile needs its limit no more.
  private static End limit(ProcessHandle process, String limit, String before) {
    String line = "prlimit --pid %d %s 2>/dev/null; true";
    shell(line.formatted(process.pid(), limit));
    return () -> shell(line.formatted(process.pid(), before));
  }

  /// A reload alone loses no stream.
  private End reload(ProcessHandle tor) {
    signal("HUP", Stream.of(tor));
    return AT_ONCE;
  }

  private End cutControl(ProcessHandle tor) {
    ControlCut.at(tor, scene.stage().runtime().resolve("tor/control"));
    return AT_ONCE;
  }

  private End unlinkSocks() {
    try (var files = Files.list(scene.stage().runtime().resolve("tor"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("socks")) {
          boolean _ = Files.deleteIfExists(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return AT_ONCE; // the gateway that starts now has not made them yet
    }
    return AT_ONCE;
  }

  /// Those of the application's own network, or those that all machines are behind.
  private Optional<End> flushRules(Strike strike) {
    return switch (terrain()) {
      case HostTerrain _ -> to(launcher(strike), Deeds::flush);
      case LanTerrain _ -> {
        nft("add table inet sallyport_lan\ndelete table inet sallyport_lan\n");
        yield Optional.of(AT_ONCE);
      }
    };
  }

  private Terrain terrain() {
    return scene.ground().terrain();
  }

  private static End flush(ProcessHandle application) {
    try (var hand = new PrivilegedHand(application)) {
      hand.rules("flush ruleset\n");
    } catch (GatewayException e) {
      return AT_ONCE; // it has ended this moment
    }
    return AT_ONCE;
  }

  private End flushHost() {
    nft("delete table " + HOST_TABLE + "\n");
    return () -> prepare(terrain());
  }

  private End pullCable() {
    nft(table(CUT_TABLE, "priority 10; policy drop;"));
    return () -> nft("delete table " + CUT_TABLE + "\n");
  }

  private static String table(String name, String hook) {
    return "add table %s\nadd chain %1$s output { type filter hook output %s }\n"
        .formatted(name, hook);
  }

  private void nft(String commands) {
    nft(terrain(), commands);
  }

  private static void nft(Terrain terrain, String commands) {
    String _ = Command.run(terrain.administration(List.of("nft", "-f", "-")), commands);
  }

  private End fillDisk() {
    scene.disk().fill();
    return scene.disk()::free;
  }

  /// A tor that sees the clock is started first, and stays until something ends it. It notices that
  /// the clock has jumped, gives its circuits up and says so.
  private Optional<End> shiftClock(Duration by) {
    var time = scene.time();
    time.tor().shiftClock();
    scene.processes().tor().ifPresent(Deeds::kill);
    boolean open = scene.awaitOpen(TOR_STARTS);
    time.tor().allow();
    if (!open) {
      return Optional.empty();
    }
    long before = scene.timesBlocked();
    time.clock().shift(by);
    if (!scene.awaitBlocked(before, CLOCK_SEEN)) {
      time.clock().shift(Duration.ZERO);
      return Optional.empty();
    }
    return Optional.of(() -> time.clock().shift(Duration.ZERO));
  }

  private End killRelay(NetworkNode relay) {
    var network = scene.ground().network();
    process(relay).ifPresent(ProcessHandle::destroyForcibly);
    return () -> network.restart(relay);
  }
}
