package org.sallyport.testbed.leak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.testbed.leak.world.Command;

/// Somebody with every right over one workstation's network: he changes its rules, plugs a cable
/// in, or listens where the gateway did. Confined to one thread; what he changes in the uplink goes
/// with [#close].
final class PrivilegedHand implements AutoCloseable {
  private static final int PROXY_PORT = 9040;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final Path FORWARD_4 = Path.of("/proc/sys/net/ipv4/ip_forward");
  private static final Path FORWARD_6 = Path.of("/proc/sys/net/ipv6/conf/all/forwarding");

  private final NetworkNamespace workstation;
  private final List<AutoCloseable> parts = new ArrayList<>();

  /// Reaches into the network that a process is in.
  PrivilegedHand(ProcessHandle application) {
    try {
      workstation = NetworkNamespace.open(Path.of("/proc/" + application.pid() + "/ns/net"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }

  /// Changes the packet rules of the workstation.
  void rules(String commands) {
    String _ = Command.run(inside("nft", "-f", "-"), commands);
  }

  /// Connects the workstation with the uplink, which forwards.
  void plugIn() {
    parts.add(() -> {
      String _ = Command.run(List.of("ip", "link", "delete", "hole0"), "");
    });
    String _ =
        Command.run(
            List.of("ip", "-batch", "-"),
            """
            link add hole0 type veth peer name hole1 netns %s
            address add 10.99.0.1/24 dev hole0
            address add fd99::1/64 dev hole0 nodad
            link set hole0 up
            """
                .formatted(path()));
    String _ =
        Command.run(
            inside("ip", "-batch", "-"),
            """
            address add 10.99.0.2/24 dev hole1
            address add fd99::2/64 dev hole1 nodad
            link set hole1 up
            route replace default via 10.99.0.1 dev hole1
            route replace ::/0 via fd99::1 dev hole1 metric 1
            """);
  }

  /// Listens on the TransPort of a gateway that is gone and connects to the public host itself.
  void proxy() {
    try {
      var listener =
          workstation.run(() -> {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), PROXY_PORT));
            return socket;
          });
      parts.add(listener);
      Thread.ofVirtual().name("sabotage-proxy").start(() -> accept(listener));
    } catch (Exception e) {
      throw new GatewayException(ErrorKind.INTERNAL, "The sabotage failed: " + e + ".", e);
    }
  }

  private static void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (var client = listener.accept();
          var out = new Socket()) {
        out.connect(
            new InetSocketAddress(InetAddress.ofLiteral("198.51.100.9"), 80), PATIENCE_MILLIS);
        client.getOutputStream().write('\n');
      } catch (IOException e) {
        // closed, or this one client went away
      }
    }
  }

  private List<String> inside(String... command) {
    var line = new ArrayList<>(List.of("nsenter", "--net=" + path(), "--"));
    line.addAll(List.of(command));
    return line;
  }

  private String path() {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + workstation.descriptor();
  }

  /// Makes the uplink forward. A router joins groups and says so: do it long before anybody looks.
  static void letUplinkForward() {
    try {
      Path _ = Files.writeString(FORWARD_4, "1");
      Path _ = Files.writeString(FORWARD_6, "1");
    } catch (IOException e) {
      throw new GatewayException(ErrorKind.INTERNAL, "The sabotage failed: " + e + ".", e);
    }
  }

  @Override
  public void close() {
    for (var part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new GatewayException(ErrorKind.INTERNAL, "The sabotage stays: " + e + ".", e);
      }
    }
    workstation.close();
  }
}
