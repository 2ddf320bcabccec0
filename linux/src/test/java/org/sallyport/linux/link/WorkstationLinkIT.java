package org.sallyport.linux.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.namespace.ThreadCensus;

final class WorkstationLinkIT {
  private static final int DISCARD = 9;

  @Test
  void namespaceGetsBothFamiliesAndNothingElse() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertThat(WorkstationLink.configure(namespace)).isEqualTo(WorkstationLink.Kind.PAIR);
      assertThat(namespace.run(WorkstationLinkIT::ipv4Addresses))
          .containsExactlyInAnyOrder("127.0.0.1", "10.191.255.1");
      assertThat(namespace.run(WorkstationLinkIT::ipv6Addresses))
          .containsExactlyInAnyOrder(
              "00000000000000000000000000000001 lo", "fd53616c6c79706f7274000000000001 eth0");
      assertThat(ThreadCensus.take().strays()).isEmpty();
    }
  }

  @Test
  void configuringTwiceChangesNothing() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      assertThat(WorkstationLink.configure(namespace)).isEqualTo(WorkstationLink.Kind.PAIR);
      assertThat(WorkstationLink.configure(namespace)).isEqualTo(WorkstationLink.Kind.PAIR);
    }
  }

  @Test
  void packetsToTheWorldHaveARouteAndASource() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      var _ = WorkstationLink.configure(namespace);
      assertThat(sourceTowards(namespace, "198.51.100.1")).isEqualTo(LinkAddresses.V4);
      assertThat(sourceTowards(namespace, "2001:db8::1")).isEqualTo(LinkAddresses.V6);
    }
  }

  @Test
  void loopbackWorks() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.create()) {
      var _ = WorkstationLink.configure(namespace);
      var local = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
      try (ServerSocketChannel server = namespace.run(ServerSocketChannel::open)) {
        SocketAddress bound = server.bind(local).getLocalAddress();
        boolean connected =
            namespace.run(() -> {
              try (Socket socket = new Socket()) {
                socket.connect(bound, 5000);
                return socket.isConnected();
              }
            });
        assertThat(connected).isTrue();
      }
    }
  }

  private static InetAddress sourceTowards(NetworkNamespace namespace, String literal)
      throws Exception {
    return namespace.run(() -> {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(InetAddress.ofLiteral(literal), DISCARD);
        socket.send(new DatagramPacket(new byte[1], 1));
        return socket.getLocalAddress();
      }
    });
  }

  private static List<String> ipv4Addresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .map(InetAddress::getHostAddress)
        .toList();
  }

  /// Not by NetworkInterface: Java reads the list of the process, not of the thread.
  private static List<String> ipv6Addresses() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/net/if_inet6")).stream()
        .map(line -> line.split(" +"))
        .map(fields -> fields[0] + " " + fields[5])
        .toList();
  }
}
