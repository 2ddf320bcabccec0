package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.linux.namespace.NetworkNamespace;

/// A machine's connection to the gateway that is older than the gateway's rules.
final class TrackedConnectionsIT {
  private static final int PORT = 2222;
  private static final int PATIENCE_MILLIS = 1_000;

  /// Rules of somebody else's by which the kernel follows connections.
  private static final String BEFORE =
      """
      table inet before {
        chain in { type filter hook input priority 0; ct state new,established accept; }
        chain out { type filter hook output priority 0; ct state new,established accept; }
      }
      """;

  private final LanTable table = new LanTable();
  private NetworkNamespace gateway;
  private NetworkNamespace machine;

  @BeforeEach
  void connect() throws Exception {
    gateway = NetworkNamespace.create();
    machine = NetworkNamespace.create();
    shell(
        gateway,
        "ip link add int0 type veth peer name eth0 address 52:54:00:00:00:11 netns %s"
                .formatted(path(machine))
            + " && ip link set int0 up && ip addr add 10.152.152.10/18 dev int0"
            + " && ip -6 addr add fd19:c33d:88bc::10/96 dev int0 nodad");
    shell(
        machine,
        "ip link set eth0 up && ip addr add 10.152.152.11/18 dev eth0"
            + " && ip -6 addr add fd19:c33d:88bc::11/96 dev eth0 nodad");
    gateway.run(() -> LibNftables.load().run(BEFORE));
  }

  @AfterEach
  void close() {
    machine.close();
    gateway.close();
  }

  private static String path(NetworkNamespace namespace) {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.descriptor();
  }

  private static void shell(NetworkNamespace namespace, String line) throws Exception {
    var process =
        new ProcessBuilder("nsenter", "--net=" + path(namespace), "--", "sh", "-ec", line)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).as(line).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.152.152.10", "fd19:c33d:88bc::10"})
  void whatBeganBeforeTheRulesEndsWithThem(String address) throws Exception {
    var there = new InetSocketAddress(InetAddress.ofLiteral(address), PORT);
    try (ServerSocket server = gateway.run(() -> listening(there));
        Socket client = machine.run(() -> connected(there));
        Socket served = server.accept()) {
      served.setSoTimeout(PATIENCE_MILLIS);
      assertArrives(client, served);
      gateway.run(() -> {
        table.apply(RulesetTextTest.rules());
        return null;
      });
      assertArrives(client, served); // the rules alone let it go on
      gateway.run(() -> {
        TrackedConnections.forget();
        return null;
      });
      client.getOutputStream().write('x');
      assertThatThrownBy(() -> served.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static ServerSocket listening(InetSocketAddress address) throws IOException {
    var server = new ServerSocket();
    server.bind(address);
    return server;
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    var client = new Socket();
    client.connect(address, PATIENCE_MILLIS);
    return client;
  }

  private static void assertArrives(Socket client, Socket served) throws IOException {
    client.getOutputStream().write('y');
    assertThat(served.getInputStream().read()).isEqualTo('y');
  }

  @Test
  void forgettingNothingIsNoError() throws Exception {
    try (var empty = NetworkNamespace.create()) {
      empty.run(() -> {
        TrackedConnections.forget();
        return null;
      });
      assertThat(empty.run(() -> LibNftables.load().run("list ruleset"))).isBlank();
    }
  }
}
