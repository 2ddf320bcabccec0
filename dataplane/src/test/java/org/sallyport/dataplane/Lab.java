package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.place.Place;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.dataplane.counter.Counters;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.limit.Limits;

/// A data plane with one compartment on the host's loopback, one port of each kind that a test
/// names, and a fake tor behind it.
final class Lab implements AutoCloseable {
  static final IsolationToken TOKEN = new IsolationToken("t".repeat(IsolationToken.CHARACTERS));
  static final int CLIENT_TIMEOUT_MILLIS = 15_000;

  final FakeTor tor;
  final DataPlane dataPlane;
  final Compartment compartment;

  /// What the admission was asked.
  final BlockingQueue<StreamRequest> asked = new LinkedBlockingQueue<>();

  /// Where redirected connections were meant to go, as the kernel would say; null for nowhere.
  volatile @Nullable InetSocketAddress meant;

  private final Path directory;
  private final List<Port> ports;

  private Lab(List<PortKind> kinds, Plan plan) throws IOException {
    directory = Files.createTempDirectory("dataplane");
    tor = new FakeTor(directory);
    dataPlane = DataPlane.start(1, plan.limits, new Random(42), _ -> Optional.ofNullable(meant));
    ports = kinds.stream().map(kind -> Port.of(kind, freePort())).toList();
    StreamAdmission admission =
        request -> {
          asked.add(request);
          return plan.refusal == null
              ? new Admission.Admitted(TOKEN, request.destination())
              : new Admission.Refused(plan.refusal);
        };
    compartment =
        dataPlane.open(
            new CompartmentSpec(
                Place.HOST,
                ports,
                admission,
                Map.of(UpstreamFlavour.PLAIN, tor.socket()),
                plan.dns,
                plan.attribution));
  }

  /// What is not as usual.
  record Plan(
      Limits limits, DnsMode dns, @Nullable RefusalReason refusal, Attribution attribution) {
    static final Plan USUAL = new Plan(Limits.defaults(), DnsMode.MAP, null, Attribution.NONE);

    Plan with(Limits other) {
      return new Plan(other, dns, refusal, attribution);
    }

    Plan with(DnsMode other) {
      return new Plan(limits, other, refusal, attribution);
    }

    Plan refusing(RefusalReason reason) {
      return new Plan(limits, dns, reason, attribution);
    }

    Plan with(Attribution other) {
      return new Plan(limits, dns, refusal, other);
    }

    Lab lab(PortKind... kinds) throws IOException {
      return new Lab(List.of(kinds), this);
    }
  }

  static Lab of(PortKind... kinds) throws IOException {
    return Plan.USUAL.lab(kinds);
  }

  int number(PortKind kind) {
    return ports.stream().filter(port -> port.kind() == kind).findFirst().orElseThrow().number();
  }

  List<Integer> numbers() {
    return ports.stream().map(Port::number).toList();
  }

  /// A connection to the only port.
  Socket client() throws IOException {
    return client(ports.getFirst().kind(), "127.0.0.1");
  }

  Socket client(PortKind kind, String address) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(CLIENT_TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), number(kind)));
    return socket;
  }

  Counters counters() {
    return compartment.counters();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    dataPlane.close();
    assertThat(counters().count(Count.DEFECTS)).as("defects").isZero();
    tor.close();
    Files.delete(directory);
  }
}
