package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.port.PortRange;
import org.sallyport.linux.link.WorkstationLink;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.namespace.ThreadCensus;

final class WorkstationFirewallIT {
  private static final int TRANS_PORT = 9040;
  private static final int DNS_PORT = 5300;
  private static final int WAIT_MILLIS = 10_000;
  private static final int MORE_THAN_SELECT_KNOWS = 1_100;
  private static final List<LoopbackPorts> PORTS =
      List.of(
          new LoopbackPorts(List.of(new PortRange(9050, 9050), new PortRange(9100, 9111)), 9050));
  private static final WorkstationRules ALL =
      new WorkstationRules(new Redirect.To(TRANS_PORT), new Redirect.To(DNS_PORT), PORTS);
  private static final WorkstationRules NONE =
      new WorkstationRules(new Redirect.Off(), new Redirect.Off(), List.of());

  private final WorkstationFirewall firewall = new WorkstationFirewall();
  private NetworkNamespace namespace;

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = NetworkNamespace.create();
    assertThat(WorkstationLink.configure(namespace)).isEqualTo(WorkstationLink.Kind.PAIR);
  }

  @AfterEach
  void nothingStaysInside() {
    namespace.close();
    assertThat(ThreadCensus.take().strays()).isEmpty();
  }

  @Test
  void everyChangeOfTheRulesHasANewGeneration() throws Exception {
    firewall.apply(namespace, ALL);
    try (var generation = RulesetGeneration.of(namespace)) {
      int applied = generation.current();
      assertThat(generation.current()).isEqualTo(applied);
      firewall.verify(namespace, ALL);
      assertThat(generation.current()).as("reading is no change").isEqualTo(applied);
      new PacketCounters().apply(namespace, "flush ruleset\n");
      int flushed = generation.current();
      assertThat(flushed).isNotEqualTo(applied);
      firewall.apply(namespace, ALL);
      assertThat(generation.current()).isNotEqualTo(applied).isNotEqualTo(flushed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"198.51.100.1", "10.191.255.1", "2001:db8::1", "fd53:616c:6c79:706f:7274::1"})
  void tcpToAnywhereArrivesAtTheTransPort(String destination) throws Exception {
    firewall.apply(namespace, ALL);
    String loopback = destination.contains(":") ? "::1" : "127.0.0.1";
    try (ServerSocketChannel transPort = namespace.run(ServerSocketChannel::open)) {
      ServerSocketChannel _ = transPort.bind(at(loopback, TRANS_PORT));
      for (int port : new int[] {443, 53, 25}) {
        assertThat(connects(destination, port)).isTrue();
        try (var accepted = transPort.accept()) {
          assertThat(accepted.getLocalAddress()).isEqualTo(at(loopback, TRANS_PORT));
        }
      }
    }
    assertThat(firewall.readCounters(namespace).of(RejectedPackets.Kind.TCP)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.53", "127.0.0.53", "2001:db8::53", "::1"})
  void dnsToAnywhereIsAnsweredByTheDnsPort(String resolver) throws Exception {
    firewall.apply(namespace, ALL);
    String loopback = resolver.contains(":") ? "::1" : "127.0.0.1";
    try (DatagramChannel dnsPort = namespace.run(DatagramChannel::open);
        DatagramSocket client = namespace.run(DatagramSocket::new)) {
      DatagramChannel _ = dnsPort.bind(at(loopback, DNS_PORT));
      client.connect(at(resolver, 53));
      client.setSoTimeout(WAIT_MILLIS);
      client.send(new DatagramPacket(new byte[] {1, 2}, 2));
      ByteBuffer question = ByteBuffer.allocate(10);
      var from = dnsPort.receive(question);
      assertThat(question.position()).isEqualTo(2);
      assertThat(dnsPort.send(question.flip(), from)).isEqualTo(2);
      DatagramPacket answer = new DatagramPacket(new byte[10], 10);
      client.receive(answer);
      assertThat(answer.getSocketAddress()).isEqualTo(at(resolver, 53));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.1", "2001:db8::1"})
  void otherUdpFailsAtOnceAndIsCounted(String destination) throws Exception {
    firewall.apply(namespace, ALL);
    assertThatThrownBy(() -> sends(destination, 443))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Operation not permitted");
    assertThat(firewall.readCounters(namespace).of(RejectedPackets.Kind.UDP)).isEqualTo(1);
  }

  @Test
  void withBothOffEverythingIsRefusedAtOnce() throws Exception {
    firewall.apply(namespace, NONE);
    for (String destination : new String[] {"198.51.100.1", "2001:db8::1"}) {
      assertThatThrownBy(() -> connects(destination, 443))
          .isInstanceOf(ConnectException.class)
          .isNotInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("refused");
      assertThatThrownBy(() -> sends(destination, 53)).hasMessageContaining("not permitted");
    }
    assertThat(firewall.readCounters(namespace).of(RejectedPackets.Kind.TCP)).isEqualTo(2);
    assertThat(firewall.readCounters(namespace).of(RejectedPackets.Kind.UDP)).isEqualTo(2);
  }

  @Test
  void loopbackIsFree() throws Exception {
    firewall.apply(namespace, ALL);
    try (ServerSocketChannel socksPort = namespace.run(ServerSocketChannel::open)) {
      ServerSocketChannel _ = socksPort.bind(at("127.0.0.1", 9050));
      assertThat(connects("127.0.0.1", 9050)).isTrue();
    }
    assertThat(firewall.readCounters(namespace).packets().values()).containsOnly(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.3.4.5", "10.152.152.10", "::1", "fd19:c33d:88bc::10"})
  void everyNumberOfAGroupArrivesAtItsListener(String address) throws Exception {
    firewall.apply(namespace, ALL);
    String loopback = address.contains(":") ? "::1" : "127.0.0.1";
    try (ServerSocketChannel socksPort = namespace.run(ServerSocketChannel::open)) {
      ServerSocketChannel _ = socksPort.bind(at(loopback, 9050));
      for (int port : new int[] {9050, 9100, 9111}) {
        assertThat(connects(address, port)).isTrue();
        try (var accepted = socksPort.accept()) {
          assertThat(accepted.getLocalAddress()).isEqualTo(at(loopback, 9050));
        }
      }
      assertThatThrownBy(() -> connects(loopback, 9112)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void applyingAgainReplaces() throws Exception {
    firewall.apply(namespace, ALL);
    firewall.apply(namespace, NONE);
    firewall.verify(namespace, NONE);
    assertThatThrownBy(() -> firewall.verify(namespace, ALL))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("redirect to :5300");
  }

  @Test
  void applyingFirstNeedsANewNamespace() throws Exception {
    firewall.applyFirst(namespace, ALL);
    firewall.verify(namespace, ALL);
    assertThatThrownBy(() -> firewall.applyFirst(namespace, ALL))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("are not the ones applied");
  }

  @Test
  void foreignRulesAreADifference() throws Exception {
    firewall.apply(namespace, ALL);
    LibNftables nftables = LibNftables.load();
    assertThat(namespace.run(() -> nftables.run("add table ip foreign"))).isEmpty();
    assertThatThrownBy(() -> firewall.verify(namespace, ALL))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("table ip foreign");
  }

  /// More open files than `select` knows numbers: libnftables would end the process.
  @Test
  void appliesRulesWhileVeryManyFilesAreOpen() throws Exception {
    var files = new ArrayList<FileInputStream>();
    try {
      for (int i = 0; i < MORE_THAN_SELECT_KNOWS; i++) {
        files.add(new FileInputStream("/dev/null"));
      }
      firewall.apply(namespace, ALL);
      firewall.verify(namespace, ALL);
    } finally {
      for (FileInputStream file : files) {
        file.close();
      }
    }
  }

  @Test
  void countersNeedTheRules() {
    assertThatThrownBy(() -> firewall.readCounters(namespace))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("No such file or directory");
  }

  private boolean connects(String destination, int port) throws Exception {
    return namespace.run(() -> {
      try (Socket socket = new Socket()) {
        socket.connect(at(destination, port), WAIT_MILLIS);
        return socket.isConnected();
      }
    });
  }

  private boolean sends(String destination, int port) throws Exception {
    return namespace.run(() -> {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(new byte[1], 1, at(destination, port)));
        return true;
      }
    });
  }

  private static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }
}
