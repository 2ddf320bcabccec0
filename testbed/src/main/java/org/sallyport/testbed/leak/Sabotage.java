package org.sallyport.testbed.leak;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.probe.Prober;

/// One way to break the protection on purpose, and which probes must notice.
///
/// @param words what is broken
/// @param noticed the probes that must leak then
/// @param launch cuts a hole into the launch
/// @param hand does something to the network of the application that runs
record Sabotage(String words, List<String> noticed, Cut launch, Deed hand) {
  private static final Cut WHOLE = TamperedLaunch::start;
  private static final Deed NOTHING = (_, _) -> {};
  private static final String NO_PREPARATION = "";

  /// Starts an application by a launch that has been tampered with.
  @FunctionalInterface
  interface Cut {
    /// Starts it, after a piece of shell.
    Process start(TamperedLaunch launch, String before);
  }

  /// Does something to an application's network.
  @FunctionalInterface
  interface Deed {
    /// Does it.
    void by(PrivilegedHand hand, GatewayLife gateway);
  }

  /// Nothing is broken: nothing may be noticed.
  static Sabotage none() {
    return new Sabotage("nothing", List.of(), WHOLE, NOTHING);
  }

  /// All; the last one leaves no gateway behind.
  ///
  /// @param hidden directories that an application may not see: the test's own, the gateway's
  static List<Sabotage> all(String hidden) {
    return Stream.concat(launches(hidden).stream(), networks().stream()).toList();
  }

  private static List<Sabotage> launches(String hidden) {
    return List.of(
        cut(
            "the network namespace is not entered",
            "tcp4-public udp4-random dns4-public udp6-random knock4 knock6",
            launch -> launch.withoutWord("--net=")),
        cut(
            "the system-call filter is left out",
            "netfilter",
            launch -> launch.without("--seccomp", 1)),
        cut(
            "the host's processes are seen",
            "process-seen process-signal",
            launch ->
                launch
                    .without("--unshare-pid", 0)
                    .without("--proc", 1)
                    .with("--bind", "/proc", "/proc")),
        cut(
            "the gateway's sockets are bound in",
            "unix-gateway file-runtime",
            launch -> launch.with("--bind", hidden + "/run", hidden + "/run")),
        cut(
            "the host's files are bound in",
            "file-secret unix-path",
            launch -> launch.with("--bind", hidden, hidden)),
        cut(
            "capabilities are kept",
            "mount",
            launch -> launch.without("--cap-drop", 1).with("--cap-add", "ALL")),
        new Sabotage(
            "a descriptor is handed on",
            List.of("descriptors"),
            (launch, before) -> launch.start(before + "exec 9</; "),
            NOTHING));
  }

  private static List<Sabotage> networks() {
    return List.of(
        hand(
            "a cable is plugged in and the rules are flushed",
            "tcp4-public udp4-random udp6-random dns4-public",
            (hand, gateway) -> {
              gateway.pause();
              hand.plugIn();
              hand.rules("flush ruleset\n");
            }),
        hand(
            "a cable is plugged in and UDP is no longer rejected",
            "udp4-random",
            (hand, gateway) -> {
              gateway.pause();
              hand.plugIn();
              hand.rules("insert rule inet sallyport filter_output meta l4proto udp accept\n");
            }),
        hand(
            "a cable is plugged in and IPv6 is forgotten",
            "tcp6-public udp6-random",
            (hand, gateway) -> {
              gateway.pause();
              hand.plugIn();
              hand.rules(
                  """
                  insert rule inet sallyport nat_output meta nfproto ipv6 return
                  insert rule inet sallyport filter_output meta nfproto ipv6 accept
                  insert rule inet sallyport filter_input accept
                  """);
            }),
        hand(
            "somebody else than tor carries the connections",
            "tcp4-public tcp4-mapped",
            (hand, gateway) -> {
              gateway.kill();
              hand.proxy();
            }));
  }

  private static Sabotage cut(String words, String noticed, UnaryOperator<TamperedLaunch> change) {
    return new Sabotage(
        words,
        List.of(noticed.split(" ")),
        (launch, before) -> change.apply(launch).start(before),
        NOTHING);
  }

  private static Sabotage hand(String words, String noticed, Deed deed) {
    return new Sabotage(words, List.of(noticed.split(" ")), WHOLE, deed);
  }

  /// The application with the hole.
  Prober application(Ground ground) {
    var prepared = TamperedLaunch.prepare(ground.stage(), Prober.PROGRAM);
    return ground.application(launch.start(prepared, NO_PREPARATION));
  }
}
