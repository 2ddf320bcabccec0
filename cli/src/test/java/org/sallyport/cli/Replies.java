package org.sallyport.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.ApplicationRow;
import org.sallyport.api.CircuitRow;
import org.sallyport.api.EvidenceRow;
import org.sallyport.api.FirewallChain;
import org.sallyport.api.FirewallRule;
import org.sallyport.api.FirewallStatus;
import org.sallyport.api.Hop;
import org.sallyport.api.IsolationRow;
import org.sallyport.api.PortsRow;
import org.sallyport.api.RefusalRow;
import org.sallyport.api.SharedRow;
import org.sallyport.api.StreamRow;
import org.sallyport.api.TorStatus;
import org.sallyport.api.TorWall;
import org.sallyport.api.VerdictSummary;
import org.sallyport.api.WorkstationRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.state.GatewayState;

/// Replies as a gateway would give them.
public final class Replies {
  /// Isolation holds.
  public static final VerdictSummary HOLDS = new VerdictSummary(12, 240, 0, 0);

  /// Isolation is violated.
  public static final VerdictSummary VIOLATED = new VerdictSummary(12, 240, 1, 3);

  private static final TorStatus BOOTSTRAPPED =
      new TorStatus(
          "0.4.9.11", 100, "done", "Done", null, null, new TorWall("debian-tor", false, true, 7));
  private static final TorStatus STALLED =
      new TorStatus(
          "0.4.9.11",
          10,
          "conn_done",
          "Connected to a relay",
          "Connection refused",
          "CONNECTREFUSED",
          new TorWall("0", true, false, 0));
  private static final String FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567";
  private static final long PID = 4242;

  private Replies() {}

  /// Every kind of reply, by the name of its golden file.
  public static Map<String, AdminReply> all() {
    var replies = new TreeMap<String, AdminReply>();
    replies.put("status-open", open());
    replies.put("status-violated", status(GatewayState.OPEN, null, BOOTSTRAPPED, VIOLATED));
    replies.put("status-stalled", stalled());
    replies.put("status-blocked", blocked());
    replies.put("streams", new AdminReply.StreamsReply(HOLDS, streams()));
    replies.put("streams-none", new AdminReply.StreamsReply(HOLDS, List.of()));
    replies.put("circuits", new AdminReply.CircuitsReply(HOLDS, circuits()));
    replies.put("circuits-none", new AdminReply.CircuitsReply(VIOLATED, List.of()));
    replies.put(
        "isolation", new AdminReply.IsolationReply(HOLDS, applications(), List.of(), List.of()));
    replies.put("isolation-many", many());
    replies.put("refusals", refusals());
    replies.put("refusals-none", new AdminReply.RefusalsReply(List.of()));
    replies.put(
        "evidence",
        new AdminReply.EvidenceReply(
            violated(),
            List.of(new EvidenceRow("2026-01-02T03:04:05Z", "STREAM 16 SUCCEEDED 2 [scrubbed]"))));
    replies.put("isolation-violated", violated());
    replies.put(
        "newnym",
        new AdminReply.NewIdentityReply(3, List.of("default/curl", "research/thunderbird")));
    replies.put("newnym-nobody", new AdminReply.NewIdentityReply(0, List.of()));
    replies.put("workstations", workstations());
    replies.put("workstation", workstation());
    replies.put("ports", new AdminReply.PortsReply("default", ports()));
    replies.put("reload", new AdminReply.ReloadReply(List.of("mail", "web"), true));
    replies.put("reload-nothing", new AdminReply.ReloadReply(List.of(), false));
    replies.put("firewall", firewall());
    replies.put(
        "firewall-changed",
        new AdminReply.FirewallReply(
            "sallyport_lan", new FirewallStatus(false, 12, 0, null), List.of()));
    replies.put(
        "firewall-explain",
        new AdminReply.FirewallExplainReply(
            "arriving by eth1 from 52:54:00:00:00:11",
            "redirect",
            "redirection",
            "TransPort one 10.152.152.11",
            "It goes to the gateway's own socket 10.152.152.10:20004, because it is"
                + " iifname \"eth1\" ip saddr 10.152.152.11 tcp flags syn / fin,syn,rst,ack."));
    replies.put("status-lan", lan());
    replies.put("stop", new AdminReply.StopReply(PID));
    replies.put("failure", new AdminReply.Failure(ErrorKind.STORAGE, "The disk is full."));
    replies.put("launch", new AdminReply.LaunchReply(List.of("/a"), Map.of(), Map.of(), "7"));
    return replies;
  }

  private static AdminReply.FirewallReply firewall() {
    return new AdminReply.FirewallReply(
        "sallyport_lan",
        new FirewallStatus(true, 12_345, 12_101, null),
        List.of(
            new FirewallChain(
                "redirection",
                "prerouting",
                "accept",
                List.of(
                    new FirewallRule(
                        "TransPort one fd19:c33d:88bc::11",
                        "iifname \"eth1\" ip6 saddr fd19:c33d:88bc::11",
                        "redirect to [fd19:c33d:88bc::10]:20004",
                        12,
                        720))),
            new FirewallChain("forward", "forward", "drop", List.of()),
            new FirewallChain(
                "output",
                "output",
                "drop",
                List.of(
                    new FirewallRule("tor goes on", "meta skuid 104", "accept", 81_234, 91_234_567),
                    new FirewallRule("nobody else", "", "reject", 3, 180)))));
  }

  private static AdminReply.StatusReply lan() {
    var open = open();
    return new AdminReply.StatusReply(
        open.state(),
        open.reason(),
        open.network(),
        open.pid(),
        open.version(),
        open.uptimeSeconds(),
        open.tor(),
        open.verdict(),
        open.applicationsRunning(),
        open.streamsOpen(),
        open.refused(),
        open.openersUnknown(),
        new FirewallStatus(true, 2, 0, "bridges by snowflake are elsewhere"));
  }

  private static List<PortsRow> ports() {
    var browser = List.of("PreferIPv6", "KeepAliveIsolateSOCKSAuth", "ExtendedErrors");
    return List.of(
        new PortsRow("DNSPort", 5300, 5300, List.of(), "every DNS query"),
        new PortsRow("SocksPort", 9150, 9150, browser, "Tor Browser"),
        new PortsRow(
            "HTTPTunnelPort",
            9220,
            9229,
            List.of("IsolateDestAddr", "IsolateDestPort"),
            "your own programs"));
  }

  /// All is well.
  public static AdminReply.StatusReply open() {
    return status(GatewayState.OPEN, null, BOOTSTRAPPED, HOLDS);
  }

  /// tor does not get anywhere.
  public static AdminReply.StatusReply stalled() {
    return status(GatewayState.STARTING, null, STALLED, VerdictSummary.NOTHING);
  }

  /// Nothing passes.
  public static AdminReply.StatusReply blocked() {
    return status(GatewayState.BLOCKED, "tor has ended; it is started again", STALLED, HOLDS);
  }

  /// Isolation is violated, with words.
  public static AdminReply.IsolationReply violated() {
    return new AdminReply.IsolationReply(
        VIOLATED,
        applications(),
        List.of(new SharedRow("default/curl", "research/thunderbird", List.of("17"))),
        List.of("circuit 17 carried default/curl and research/thunderbird"));
  }

  private static AdminReply.RefusalsReply refusals() {
    return new AdminReply.RefusalsReply(
        List.of(
            new RefusalRow(
                "default",
                "curl",
                77L,
                "SocksPort 9050",
                "10.0.0.1:22",
                "internal_address",
                "",
                1_000),
            new RefusalRow(
                "research",
                "mail",
                null,
                "TransPort 9040",
                "www.example.org:443",
                "policy",
                "deny *.example.org:*",
                90_000)));
  }

  /// More applications than a table against each other has room for.
  private static AdminReply.IsolationReply many() {
    var rows =
        IntStream.rangeClosed(1, 20)
            .mapToObj(i ->
                new IsolationRow("default", "talker-" + i, 1, List.of("" + i), List.of("e"), 1))
            .toList();
    return new AdminReply.IsolationReply(
        VIOLATED,
        rows,
        List.of(new SharedRow("default/talker-1", "default/talker-2", List.of("1"))),
        List.of());
  }

  /// A status of that state.
  public static AdminReply.StatusReply status(
      GatewayState state, @Nullable String reason, TorStatus tor, VerdictSummary verdict) {
    return new AdminReply.StatusReply(
        state,
        reason,
        "tor",
        PID,
        "0.1.0",
        201,
        tor,
        verdict,
        3,
        7,
        Map.of("POLICY", 2L, "INTERNAL_ADDRESS", 1L),
        0,
        null);
  }

  private static List<StreamRow> streams() {
    var onion = "vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd.onion:443";
    return List.of(
        new StreamRow(
            "16",
            "default",
            "curl",
            77L,
            "TransPort",
            "web.test:80",
            "TRANS",
            "14",
            "SUCCEEDED",
            1_204_000,
            412,
            3_000),
        new StreamRow(
            "17",
            "research",
            "thunderbird",
            null,
            "SocksPort 9150",
            onion,
            "SOCKS5",
            null,
            "NEW",
            0,
            0,
            312_000),
        new StreamRow(
            "18",
            "default",
            "evil",
            null,
            "SocksPort 9050",
            "a\u001b[31mb\n.test:1",
            "SOCKS5",
            "15",
            "SENTCONNECT",
            5,
            5,
            90_000_000));
  }

  private static List<CircuitRow> circuits() {
    var guard = new Hop("guardOne", FINGERPRINT, "198.18.0.1");
    var second = new Hop("guardTwo", FINGERPRINT, null);
    var middle = new Hop("aMiddleRelayWithALongName", FINGERPRINT, null);
    var exit = new Hop("exitOne", FINGERPRINT, null);
    return List.of(
        new CircuitRow(
            List.of(new CircuitRow.Leg("14", List.of(guard, middle, exit))),
            "GENERAL",
            "BUILT",
            62_000,
            12,
            List.of("default/curl")),
        new CircuitRow(
            List.of(
                new CircuitRow.Leg("15", List.of(guard, middle, exit)),
                new CircuitRow.Leg("16", List.of(second, middle, exit))),
            "CONFLUX_LINKED",
            "BUILT",
            3_000,
            1,
            List.of("research/thunderbird")));
  }

  private static List<IsolationRow> applications() {
    return List.of(
        new IsolationRow("default", "curl", 1, List.of("14"), List.of("exitOne"), 12),
        new IsolationRow(
            "research",
            "thunderbird",
            2,
            List.of("15+16", "17"),
            List.of("exitOne", "exitTwo"),
            4));
  }

  private static AdminReply.WorkstationsReply workstations() {
    return new AdminReply.WorkstationsReply(
        HOLDS,
        List.of(
            new WorkstationRow("default", false, 0, 2, 3),
            new WorkstationRow("research", true, 4, 1, 4)));
  }

  private static AdminReply.WorkstationReply workstation() {
    return new AdminReply.WorkstationReply(
        new WorkstationRow("research", true, 4, 1, 4),
        "/home/u/.local/state/sallyport/tor/homes/research",
        Map.of("dns", "map", "isolate", "application"),
        List.of("mail"),
        List.of(
            new ApplicationRow("thunderbird", 1, List.of(77L, 78L), 4),
            new ApplicationRow("curl", 0, List.of(), 0)));
  }
}
