package org.sallyport.dataplane;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.place.Place;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.limit.Limits;

/// A data plane with one compartment on the host's loopback and a fake tor behind it.
final class Lab implements AutoCloseable {
  static final IsolationToken TOKEN = new IsolationToken("t".repeat(IsolationToken.CHARACTERS));
  static final int CLIENT_TIMEOUT_MILLIS = 15_000;

  final FakeTor tor;
  final DataPlane dataPlane;
  final Compartment compartment;
  final BlockingQueue<StreamRequest> asked = new LinkedBlockingQueue<>();

  private final Path directory;
  private final Port port;

  private Lab(PortKind kind, Limits limits, DnsMode dns, UnaryOperator<StreamAdmission> admission)
      throws IOException {
    directory = Files.createTempDirectory("dataplane");
    tor = new FakeTor(directory);
    dataPlane = DataPlane.start(1, limits, new Random(42));
    port = Port.of(kind, freePort());
    StreamAdmission admitAll =
        request -> {
          asked.add(request);
          return new Admission.Admitted(TOKEN, request.destination());
        };
    compartment =
        dataPlane.open(
            new CompartmentSpec(
                Place.HOST, List.of(port), admission.apply(admitAll), tor.socket(), dns));
  }

  static Lab of(PortKind kind) throws IOException {
    return new Lab(kind, Limits.defaults(), DnsMode.MAP, UnaryOperator.identity());
  }

  static Lab of(PortKind kind, Limits limits) throws IOException {
    return new Lab(kind, limits, DnsMode.MAP, UnaryOperator.identity());
  }

  static Lab of(PortKind kind, DnsMode dns) throws IOException {
    return new Lab(kind, Limits.defaults(), dns, UnaryOperator.identity());
  }

  static Lab refusing(PortKind kind, StreamAdmission admission) throws IOException {
    return new Lab(kind, Limits.defaults(), DnsMode.MAP, _ -> admission);
  }

  int portNumber() {
    return port.number();
  }

  /// A connection to the port.
  Socket client() throws IOException {
    return client("127.0.0.1");
  }

  Socket client(String address) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(CLIENT_TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port.number()));
    return socket;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    dataPlane.close();
    tor.close();
    try (var files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
