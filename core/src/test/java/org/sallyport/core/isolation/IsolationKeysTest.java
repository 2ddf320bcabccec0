package org.sallyport.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.SessionGroup;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

/// What each flag keeps apart, and law 3 of `IsolationKey`.
final class IsolationKeysTest {
  private static final Identity MAIL =
      new Identity(WorkstationName.DEFAULT, 0, new ApplicationName("mail"), 0);
  private static final Credentials NONE = Credentials.NONE;
  private static final Credentials ALICE = Credentials.socks(new byte[] {65}, new byte[0]);
  private static final Credentials BOB = Credentials.socks(new byte[] {66}, new byte[0]);
  private static final ClientProtocol S5 = ClientProtocol.SOCKS5;

  @Test
  void streamsOfOneApplicationAndPortShareByDefault() {
    Port port = Port.of(PortKind.SOCKS, 9050);
    assertThat(key(port, S5, NONE, to("a.test", 80)))
        .isEqualTo(key(port, ClientProtocol.SOCKS4, NONE, to("b.test", 443)));
  }

  @Test
  void differentApplicationsNeverShare() {
    Law.holds(random -> {
      var samples = new Samples(random);
      Identity one = samples.identity();
      Identity other = samples.identity();
      Port port = samples.port();
      Destination to = samples.destination();
      boolean share =
          IsolationKeys.keyOf(one, port, S5, NONE, to)
              .mayShareCircuitWith(IsolationKeys.keyOf(other, port, S5, NONE, to));
      assertThat(share).isEqualTo(one.equals(other));
    });
  }

  @Test
  void isolateSocksAuthKeepsCredentialsApart() {
    Port with = port(IsolationFlag.ISOLATE_SOCKS_AUTH);
    assertThat(key(with, S5, ALICE, to("a.test", 80)))
        .isNotEqualTo(key(with, S5, BOB, to("a.test", 80)))
        .isNotEqualTo(key(with, S5, NONE, to("a.test", 80)))
        .isEqualTo(key(with, S5, ALICE, to("a.test", 80)));
    assertThat(key(port(), S5, ALICE, to("a.test", 80)))
        .isEqualTo(key(port(), S5, BOB, to("a.test", 80)));
  }

  @Test
  void sameCredentialsBySocksAndByHttpAreDifferent() {
    Port port = port(IsolationFlag.ISOLATE_SOCKS_AUTH);
    assertThat(key(port, S5, Credentials.http("A", ""), to("a.test", 80)))
        .isNotEqualTo(key(port, S5, ALICE, to("a.test", 80)));
  }

  @Test
  void emptyCredentialsCountAsNone() {
    Port port = port(IsolationFlag.ISOLATE_SOCKS_AUTH);
    var emptySocks = Credentials.socks(new byte[0], new byte[0]);
    assertThat(key(port, S5, emptySocks, to("a.test", 80)))
        .isEqualTo(key(port, S5, NONE, to("a.test", 80)));
  }

  @Test
  void isolateDestAddrKeepsHostsApart() {
    Port with = port(IsolationFlag.ISOLATE_DEST_ADDR);
    assertThat(key(with, S5, NONE, to("a.test", 80)))
        .isNotEqualTo(key(with, S5, NONE, to("b.test", 80)))
        .isEqualTo(key(with, S5, NONE, to("A.Test.", 443)));
  }

  @Test
  void isolateDestPortKeepsPortsApart() {
    Port with = port(IsolationFlag.ISOLATE_DEST_PORT);
    assertThat(key(with, S5, NONE, to("a.test", 80)))
        .isNotEqualTo(key(with, S5, NONE, to("a.test", 81)))
        .isEqualTo(key(with, S5, NONE, to("b.test", 80)));
  }

  @Test
  void isolateClientProtocolKeepsProtocolsApart() {
    Port with = port(IsolationFlag.ISOLATE_CLIENT_PROTOCOL);
    assertThat(key(with, ClientProtocol.SOCKS4, NONE, to("a.test", 80)))
        .isNotEqualTo(key(with, S5, NONE, to("a.test", 80)))
        .isEqualTo(key(with, ClientProtocol.SOCKS4, NONE, to("b.test", 443)));
  }

  @Test
  void differentPortsShareOnlyWithinOneSessionGroup() {
    Port one = Port.of(PortKind.SOCKS, 9050);
    Port other = Port.of(PortKind.SOCKS, 9150);
    assertThat(key(one, S5, NONE, to("a.test", 80)))
        .isNotEqualTo(key(other, S5, NONE, to("a.test", 80)));
    assertThat(key(grouped(one), S5, NONE, to("a.test", 80)))
        .isEqualTo(key(grouped(other), S5, NONE, to("a.test", 80)));
  }

  @Test
  void addingAFlagNeverMakesStreamsShareThatDidNot() {
    Law.holds(random -> {
      var samples = new Samples(random);
      Port base = samples.port();
      Port more = plus(base, samples.oneOf(List.of(IsolationFlag.values())));
      var one = new Stream(samples);
      var other = random.nextBoolean() ? one : new Stream(samples);
      if (one.key(more).mayShareCircuitWith(other.key(more))) {
        assertThat(one.key(base).mayShareCircuitWith(other.key(base))).isTrue();
      }
    });
  }

  @Test
  void portsWithDifferentFlagsShareNoMoreThanTorLetsThem() {
    Law.holds(random -> {
      var samples = new Samples(random);
      Port left = grouped(samples.port());
      Port right = grouped(samples.port());
      var one = new Stream(samples);
      var other = random.nextInt(4) > 0 ? one : new Stream(samples);
      if (one.key(left).mayShareCircuitWith(other.key(right))) {
        assertThat(torLetsThemShare(left, one, right, other)).isTrue();
      }
    });
  }

  /// tor's rule (`connection_edge_compatible_with_circuit` in `core/or/connection_edge.c`): what
  /// either stream's flags ask for must be equal.
  private static boolean torLetsThemShare(Port left, Stream one, Port right, Stream other) {
    var flags = EnumSet.noneOf(IsolationFlag.class);
    flags.addAll(left.flags());
    flags.addAll(right.flags());
    return one.identity().equals(other.identity())
        && flags.stream()
            .allMatch(flag ->
                switch (flag) {
                  case ISOLATE_CLIENT_ADDR -> true;
                  case ISOLATE_SOCKS_AUTH ->
                      one.credentialsOn(left).equals(other.credentialsOn(right));
                  case ISOLATE_CLIENT_PROTOCOL -> one.protocol() == other.protocol();
                  case ISOLATE_DEST_ADDR -> one.to().host().equals(other.to().host());
                  case ISOLATE_DEST_PORT -> one.to().port() == other.to().port();
                });
  }

  private record Stream(
      Identity identity, ClientProtocol protocol, Credentials credentials, Destination to) {
    Stream(Samples samples) {
      this(samples.identity(), samples.protocol(), samples.credentials(), samples.destination());
    }

    Credentials credentialsOn(Port port) {
      return switch (port.kind()) {
        case SOCKS, HTTP_TUNNEL -> credentials.isEmpty() ? NONE : credentials;
        case TRANS, DNS, CONTROL -> NONE;
      };
    }

    IsolationKey key(Port port) {
      return IsolationKeys.keyOf(identity, port, protocol, credentials, to);
    }
  }

  private static IsolationKey key(
      Port port, ClientProtocol protocol, Credentials credentials, Destination to) {
    return IsolationKeys.keyOf(MAIL, port, protocol, credentials, to);
  }

  private static Port port(IsolationFlag... flags) {
    var group = new SessionGroup.OfPort(PortKind.SOCKS, 9050);
    return new Port(PortKind.SOCKS, 9050, group, Set.of(flags));
  }

  private static Port grouped(Port port) {
    return new Port(port.kind(), port.number(), new SessionGroup.Named(1), port.flags());
  }

  private static Port plus(Port port, IsolationFlag flag) {
    var flags = EnumSet.noneOf(IsolationFlag.class);
    flags.addAll(port.flags());
    flags.add(flag);
    return new Port(port.kind(), port.number(), port.group(), flags);
  }

  private static Destination to(String name, int port) {
    return new Destination(new Host.Name(name), port);
  }
}
