package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.secret.Sensitive;

/// The event lines are real ones of tor 0.4.9.11.
final class EventParserTest {
  private static ControlEvent event(String text) throws MalformedReplyException {
    return EventParser.parse(ReplyParserTest.parse("650 " + text + "\r\n").getFirst());
  }

  @Test
  void readsNewStreamWithAllFields() throws Exception {
    var event =
        event(
            "STREAM 16 NEW 0 a.test:8000 SOURCE_ADDR=/run/x/socks:0 PURPOSE=USER"
                + " SOCKS_USERNAME=\"alice\" SOCKS_PASSWORD=\"pw1\" CLIENT_PROTOCOL=SOCKS5"
                + " NYM_EPOCH=3 SESSION_GROUP=-4"
                + " ISO_FIELDS=SOCKS_USERNAME,SOCKS_PASSWORD,SESSION_GROUP,NYM_EPOCH");
    assertThat(event)
        .isEqualTo(
            new StreamEvent(
                16,
                StreamStatus.NEW,
                0,
                Sensitive.of("a.test:8000"),
                new StreamEvent.Origin(Sensitive.of("/run/x/socks:0"), "USER", ""),
                new StreamEvent.End("", ""),
                new StreamEvent.Isolation(
                    SocksCredentials.of("alice", "pw1"),
                    "SOCKS5",
                    3,
                    "-4",
                    List.of("SOCKS_USERNAME", "SOCKS_PASSWORD", "SESSION_GROUP", "NYM_EPOCH"))));
  }

  @Test
  void readsEndOfStreamWithEscapedCredentials() throws Exception {
    var stream =
        (StreamEvent)
            event(
                "STREAM 33 DETACHED 14 nx.test:80 REASON=END REMOTE_REASON=RESOLVEFAILED"
                    + " SOCKS_USERNAME=\"Basic YWxpY2U6cHcx\""
                    + " SOCKS_PASSWORD=\"\\001\\377q\\\"uo\\\\te\""
                    + " CLIENT_PROTOCOL=HTTPCONNECT");
    assertThat(stream.status()).isEqualTo(StreamStatus.DETACHED);
    assertThat(stream.circuitId()).isEqualTo(14);
    assertThat(stream.end()).isEqualTo(new StreamEvent.End("END", "RESOLVEFAILED"));
    assertThat(stream.isolation().credentials())
        .isEqualTo(SocksCredentials.of("Basic YWxpY2U6cHcx", "\u0001\u00ffq\"uo\\te"));
  }

  @Test
  void readsStreamWithoutCredentials() throws Exception {
    var stream =
        (StreamEvent)
            event(
                "STREAM 26 NEWRESOLVE 0 dns.test:0 SOURCE_ADDR=192.0.2.40:57841"
                    + " PURPOSE=DNS_REQUEST CLIENT_PROTOCOL=DNS NYM_EPOCH=1 SESSION_GROUP=-6");
    assertThat(stream.isolation().credentials().isAbsent()).isTrue();
    assertThat(stream.isolation().fields()).isEmpty();
    assertThat(stream.origin().purpose()).isEqualTo("DNS_REQUEST");
  }

  @Test
  void readsStatusAndKeywordsOfTomorrow() throws Exception {
    var stream = (StreamEvent) event("STREAM 1 TELEPORTED 4 a:1 stray FLAVOUR=\"a b=c\" REASON=X");
    assertThat(stream.status()).isEqualTo(StreamStatus.UNKNOWN);
    assertThat(stream.circuitId()).isEqualTo(4);
    assertThat(stream.end().reason()).isEqualTo("X");
  }

  @Test
  void takesTargetAsItIsAndTheFirstOfRepeatedKeywords() throws Exception {
    var stream =
        (StreamEvent)
            event("STREAM 1 NEW 0 SOCKS_PASSWORD=x:1 SOCKS_PASSWORD=\"y\" SOCKS_PASSWORD=z");
    assertThat(stream.target().reveal()).isEqualTo("SOCKS_PASSWORD=x:1");
    assertThat(stream.isolation().credentials().password().reveal()).isEqualTo("y");
  }

  @Test
  void readsConfluxLeg() throws Exception {
    var circuit =
        (CircuitEvent)
            event(
                "CIRC 3 BUILT $1351~exit0,$CF83=auth0,$CF76 BUILD_FLAGS=NEED_CAPACITY,NEED_UPTIME"
                    + " PURPOSE=CONFLUX_LINKED TIME_CREATED=2026-11-21T20:47:15.401319"
                    + " SOCKS_USERNAME=\"a\" SOCKS_PASSWORD=\"p\""
                    + " CONFLUX_ID=434D7C1AC82DD8C9693FEEEF03922EAE CONFLUX_RTT=3588");
    assertThat(circuit.id()).isEqualTo(3);
    assertThat(circuit.status()).isEqualTo(CircuitStatus.BUILT);
    assertThat(circuit.path().reveal())
        .containsExactly(new Hop("1351", "exit0"), new Hop("CF83", "auth0"), new Hop("CF76", ""));
    assertThat(circuit.use().buildFlags()).containsExactly("NEED_CAPACITY", "NEED_UPTIME");
    assertThat(circuit.use().purpose()).isEqualTo("CONFLUX_LINKED");
    assertThat(circuit.use().timeCreated()).isEqualTo("2026-11-21T20:47:15.401319");
    assertThat(circuit.use().credentials()).isEqualTo(SocksCredentials.of("a", "p"));
    assertThat(circuit.use().confluxId()).isEqualTo("434D7C1AC82DD8C9693FEEEF03922EAE");
  }

  @Test
  void readsCircuitWithoutPath() throws Exception {
    var circuit =
        (CircuitEvent)
            event(
                "CIRC 7 FAILED PURPOSE=HS_CLIENT_REND HS_STATE=HSCR_CONNECTING REND_QUERY=abc"
                    + " REASON=DESTROYED REMOTE_REASON=CHANNEL_CLOSED");
    assertThat(circuit.path().reveal()).isEmpty();
    assertThat(circuit.use().hsState()).isEqualTo("HSCR_CONNECTING");
    assertThat(circuit.use().rendQuery().reveal()).isEqualTo("abc");
    assertThat(circuit.end()).isEqualTo(new StreamEvent.End("DESTROYED", "CHANNEL_CLOSED"));
    assertThat(circuit.status().isEnd()).isTrue();
  }

  @Test
  void readsCircuitThatChangedItsPurpose() throws Exception {
    var minor =
        (CircuitMinorEvent)
            event(
                "CIRC_MINOR 9 PURPOSE_CHANGED $A~b PURPOSE=MEASURE_TIMEOUT OLD_PURPOSE=GENERAL"
                    + " OLD_HS_STATE=X");
    assertThat(minor.id()).isEqualTo(9);
    assertThat(minor.change()).isEqualTo("PURPOSE_CHANGED");
    assertThat(minor.use().purpose()).isEqualTo("MEASURE_TIMEOUT");
    assertThat(minor.oldPurpose()).isEqualTo("GENERAL");
    assertThat(minor.oldHsState()).isEqualTo("X");
    assertThat(minor.path().reveal()).hasSize(1);
  }

  @Test
  void readsBootstrapStatus() throws Exception {
    var status =
        (ClientStatusEvent)
            event(
                "STATUS_CLIENT WARN BOOTSTRAP PROGRESS=10 TAG=conn_done SUMMARY=\"Connected to a"
                    + " relay\" WARNING=\"No route to host\" REASON=NOROUTE COUNT=2"
                    + " RECOMMENDATION=warn HOSTID=\"AB\" HOSTADDR=\"192.0.2.1:443\"");
    assertThat(status.isBootstrap()).isTrue();
    assertThat(status.progress()).isEqualTo(10);
    assertThat(status.severity()).isEqualTo("WARN");
    assertThat(status.argument("SUMMARY")).isEqualTo("Connected to a relay");
    assertThat(status.argument("WARNING")).isEqualTo("No route to host");
    assertThat(status.argument("NONE")).isEmpty();
    assertThat(status).hasToString("ClientStatusEvent[WARN BOOTSTRAP]");
  }

  @Test
  void readsBandwidths() throws Exception {
    assertThat(event("STREAM_BW 14 57 2844801 2026-11-21T21:44:20.250859"))
        .isEqualTo(new StreamBandwidthEvent(14, 57, 2_844_801));
    assertThat(
            event(
                "CIRC_BW ID=3 READ=3163944 WRITTEN=102818 TIME=2026-11-21T21:44:20.250859"
                    + " DELIVERED_READ=3000072 OVERHEAD_READ=95496 DELIVERED_WRITTEN=3843"
                    + " OVERHEAD_WRITTEN=96753 SS=1 CWND=124 RTT=0 MIN_RTT=0"))
        .isEqualTo(new CircuitBandwidthEvent(3, 3_163_944, 102_818, 3_000_072, 3_843));
  }

  @Test
  void readsGeneralStatusAndSignal() throws Exception {
    var status = (GeneralStatusEvent) event("STATUS_GENERAL WARN CLOCK_JUMPED TIME=120");
    assertThat(status.action()).isEqualTo("CLOCK_JUMPED");
    assertThat(status.arguments()).containsEntry("TIME", "120");
    assertThat(event("SIGNAL NEWNYM")).isEqualTo(new SignalEvent("NEWNYM"));
  }

  @Test
  void keepsAllLinesOfUnknownEvent() throws Exception {
    var reply =
        ReplyParserTest.parse("650-CONF_CHANGED\r\n650-Nickname=x\r\n650 OK\r\n").getFirst();
    assertThat(EventParser.parse(reply))
        .isEqualTo(new UnknownEvent("CONF_CHANGED", Sensitive.of("CONF_CHANGED\nNickname=x\nOK")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STREAM",
        "STREAM 1 NEW 0",
        "STREAM x NEW 0 a:1",
        "STREAM -1 NEW 0 a:1",
        "STREAM 1 NEW 99999999999 a:1",
        "STREAM 1 NEW 0 a:1 SOCKS_USERNAME=\"open",
        "CIRC x BUILT",
        "CIRC 1",
        "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=101",
        "STATUS_CLIENT NOTICE BOOTSTRAP PROGRESS=+-1",
        "CIRC_BW ID=x",
        "STREAM_BW 1 2"
      })
  void reportsUnreadableEventAsUnknown(String text) throws Exception {
    var event = event(text);
    assertThat(event).isInstanceOf(UnknownEvent.class);
    assertThat(text).startsWith(((UnknownEvent) event).keyword());
  }

  @Test
  void readsCircuitStatus() throws Exception {
    var circuits = CircuitEvent.parseStatus("1 BUILT $A~b PURPOSE=GENERAL\n2 LAUNCHED PURPOSE=X");
    assertThat(circuits).extracting(CircuitEvent::id).containsExactly(1, 2);
    assertThat(CircuitEvent.parseStatus("")).isEmpty();
  }

  @Test
  void revealsNoDestinationInTextForm() throws Exception {
    assertThat(event("STREAM 1 NEW 0 secret.test:1 SOCKS_PASSWORD=\"hidden\"").toString())
        .doesNotContain("secret.test")
        .doesNotContain("hidden");
  }
}
