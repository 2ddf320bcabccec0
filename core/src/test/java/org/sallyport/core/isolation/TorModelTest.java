package org.sallyport.core.isolation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.core.law.Law;
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

/// Our keys beside tor's semantics, over generated pairs of streams.
final class TorModelTest {
  private static final List<ClientProtocol> PROTOCOLS = List.of(ClientProtocol.values());
  private static final List<PortKind> KINDS = List.of(PortKind.values());

  @Test
  void keysNeverShareWhereTorSeparates() {
    Law.holds(random -> {
      Sample one = Sample.of(random, flags(random));
      Sample other = one.changed(random, flags(random));
      if (one.key().mayShareCircuitWith(other.key())) {
        assertThat(TorModel.mayJoin(one.tor(), other.tor())).isTrue();
        assertThat(TorModel.mayJoin(other.tor(), one.tor())).isTrue();
      }
    });
  }

  @Test
  void keysOfPortsWithEqualFlagsShareExactlyWhereTorDoes() {
    Law.holds(random -> {
      Set<IsolationFlag> flags = flags(random);
      Sample one = Sample.of(random, flags);
      Sample other = one.changed(random, flags);
      assertThat(one.key().mayShareCircuitWith(other.key()))
          .isEqualTo(TorModel.mayJoin(one.tor(), other.tor()))
          .isEqualTo(TorModel.mayJoin(other.tor(), one.tor()));
    });
  }

  @Test
  void generatorMakesPairsOfEverySort() {
    var random = new Random(1);
    int shared = 0;
    int separated = 0;
    int lopsided = 0;
    for (int i = 0; i < 2_000; i++) {
      Sample one = Sample.of(random, flags(random));
      Sample other = one.changed(random, flags(random));
      boolean there = TorModel.mayJoin(one.tor(), other.tor());
      boolean back = TorModel.mayJoin(other.tor(), one.tor());
      shared += there && back ? 1 : 0;
      separated += there || back ? 0 : 1;
      lopsided += there != back ? 1 : 0;
    }
    assertThat(List.of(shared, separated, lopsided)).allMatch(count -> count > 50);
  }

  /// `IsolateClientAddr` cannot be turned off here.
  private static Set<IsolationFlag> flags(Random random) {
    var flags = EnumSet.of(IsolationFlag.ISOLATE_CLIENT_ADDR);
    for (IsolationFlag flag : IsolationFlag.values()) {
      if (random.nextInt(3) == 0) {
        flags.add(flag);
      }
    }
    return flags;
  }

  /// A stream in plain terms, from which both sides are made.
  private record Sample(
      Set<IsolationFlag> flags,
      int group,
      int application,
      int epoch,
      String auth,
      ClientProtocol protocol,
      String host,
      int port) {
    static Sample of(Random random, Set<IsolationFlag> flags) {
      return new Sample(
          flags,
          random.nextInt(-2, 2),
          random.nextInt(2),
          random.nextInt(2),
          List.of("", "alice", "bob").get(random.nextInt(3)),
          PROTOCOLS.get(random.nextInt(PROTOCOLS.size())),
          List.of("a.test", "b.test", "x.onion").get(random.nextInt(3)),
          List.of(80, 443).get(random.nextInt(2)));
    }

    /// A stream that is the same in most fields.
    Sample changed(Random random, Set<IsolationFlag> otherFlags) {
      Sample fresh = of(random, otherFlags);
      return new Sample(
          otherFlags,
          random.nextInt(6) == 0 ? fresh.group : group,
          random.nextInt(6) == 0 ? fresh.application : application,
          random.nextInt(6) == 0 ? fresh.epoch : epoch,
          random.nextInt(3) == 0 ? fresh.auth : auth,
          random.nextInt(3) == 0 ? fresh.protocol : protocol,
          random.nextInt(3) == 0 ? fresh.host : host,
          random.nextInt(3) == 0 ? fresh.port : port);
    }

    /// Credentials exist where the protocol has some, in a name space of its own by SOCKS and HTTP.
    private String authOnTheWire() {
      if (auth.isEmpty()) {
        return "";
      }
      return switch (protocol) {
        case SOCKS4, SOCKS5 -> "socks " + auth;
        case HTTP_CONNECT -> "http " + auth;
        case TRANSPARENT, DNS -> "";
      };
    }

    TorModel.Stream tor() {
      int bits = 0;
      for (IsolationFlag flag : flags) {
        bits |=
            switch (flag) {
              case ISOLATE_CLIENT_ADDR -> TorModel.CLIENT_ADDR;
              case ISOLATE_SOCKS_AUTH -> TorModel.SOCKS_AUTH;
              case ISOLATE_CLIENT_PROTOCOL -> TorModel.CLIENT_PROTO;
              case ISOLATE_DEST_ADDR -> TorModel.DEST_ADDR;
              case ISOLATE_DEST_PORT -> TorModel.DEST_PORT;
            };
      }
      return new TorModel.Stream(
          bits,
          torGroup(),
          "client " + application,
          "epoch " + epoch,
          authOnTheWire(),
          PROTOCOLS.indexOf(protocol),
          host,
          port);
    }

    /// A listener of its own has a group of its own, so its kind counts.
    private int torGroup() {
      return group >= 0 ? group : -1 - (KINDS.indexOf(kind()) * 10 - group);
    }

    IsolationKey key() {
      var identity =
          new Identity(WorkstationName.DEFAULT, epoch, new ApplicationName("a" + application), 0);
      return IsolationKeys.keyOf(
          identity,
          listener(),
          protocol,
          credentials(),
          new Destination(new Host.Name(host), port));
    }

    private Port listener() {
      int number = 9050 - group;
      SessionGroup session =
          group >= 0 ? new SessionGroup.Named(group) : new SessionGroup.OfPort(kind(), number);
      return new Port(kind(), number, session, flags);
    }

    private PortKind kind() {
      return switch (protocol) {
        case SOCKS4, SOCKS5 -> PortKind.SOCKS;
        case HTTP_CONNECT -> PortKind.HTTP_TUNNEL;
        case TRANSPARENT -> PortKind.TRANS;
        case DNS -> PortKind.DNS;
      };
    }

    private Credentials credentials() {
      return switch (protocol) {
        case SOCKS4, SOCKS5 -> Credentials.socks(auth.getBytes(ISO_8859_1), new byte[0]);
        case HTTP_CONNECT -> Credentials.http(auth, "");
        case TRANSPARENT, DNS -> Credentials.NONE;
      };
    }
  }
}
