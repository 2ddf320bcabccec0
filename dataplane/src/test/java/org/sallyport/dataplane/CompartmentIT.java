package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.place.Place;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.limit.Limits;

/// Opening and closing compartments.
@Timeout(30)
final class CompartmentIT {
  private static final StreamAdmission REFUSE_ALL =
      _ -> new Admission.Refused(RefusalReason.BLOCKED);

  @Test
  void endsStreamsAndListenersWhenItCloses() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
      try (var stream = lab.tor.accept().succeed()) {
        expect(client, hex("05 00  05 00 00 01 00000000 0000"));
        lab.compartment.close();
        stream.expectEnd();
      }
      assertThatThrownBy(lab::client).isInstanceOf(ConnectException.class);
      assertThat(lab.dataPlane.openStreams()).isZero();
      assertThat(lab.counters().count(Count.STREAMS_ENDED)).isEqualTo(1);
      lab.compartment.close();
    }
  }

  @Test
  void goesOnWithItsStreamsWhenItTakesNoMore() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
      var stream = lab.tor.accept().succeed();
      expect(client, hex("05 00 05 00 00 01 00000000 0000"));
      lab.compartment.retire();
      assertThatThrownBy(lab::client).isInstanceOf(ConnectException.class);
      send(client, ascii("still"));
      assertThat(stream.readText(5)).isEqualTo("still");
      stream.write("here");
      expect(client, ascii("here"));
      stream.close();
      expectEnd(client);
    }
  }

  @Test
  void opensNothingWhenOnePortIsTaken() throws Exception {
    try (var dataPlane = DataPlane.start(1, Limits.defaults(), new Random(1));
        var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int free = freePort();
      var spec =
          spec(
              Place.HOST,
              Port.of(PortKind.SOCKS, free),
              Port.of(PortKind.TRANS, taken.getLocalPort()));
      assertThatThrownBy(() -> dataPlane.open(spec))
          .isInstanceOfSatisfying(
              GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
          .hasMessageContaining("TransPort")
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("in use");
      dataPlane.open(spec(Place.HOST, Port.of(PortKind.SOCKS, free))).close();
    }
  }

  @Test
  void entersThePlaceOnceForAllItsSockets() throws Exception {
    var visits = new AtomicInteger();
    var place =
        new Place() {
          @Override
          public <T> T run(Callable<T> constructor) throws Exception {
            visits.incrementAndGet();
            return constructor.call();
          }
        };
    try (var dataPlane = DataPlane.start(1, Limits.defaults(), new Random(1));
        var _ = dataPlane.open(spec(place, Port.of(PortKind.DNS, freePort())))) {
      assertThat(visits).hasValue(1);
    }
  }

  @Test
  void saysSoWhenThePlaceCannotBeEntered() throws Exception {
    var place =
        new Place() {
          @Override
          public <T> T run(Callable<T> constructor) throws Exception {
            throw new IOException("no such namespace");
          }
        };
    try (var dataPlane = DataPlane.start(1, Limits.defaults(), new Random(1))) {
      assertThatThrownBy(() -> dataPlane.open(spec(place, Port.of(PortKind.SOCKS, 9050))))
          .isInstanceOf(GatewayException.class)
          .hasMessageContaining("no such namespace");
    }
  }

  private static CompartmentSpec spec(Place place, Port... ports) {
    return new CompartmentSpec(
        place, List.of(ports), REFUSE_ALL, Map.of(), DnsMode.MAP, Attribution.NONE);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
