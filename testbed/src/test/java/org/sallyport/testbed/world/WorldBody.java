package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sallyport.testbed.lab.LabBody;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.SealedNamespace;

/// What [WorldIT] runs inside the namespace: the parts of the world without a Tor network, asked
/// directly.
final class WorldBody {
  private static final String EXIT = "203.0.113.1";
  private static final String DNS = "192.175.48.53";
  private static final InetAddress SERVER = Inet4Address.ofLiteral(PrivateWorld.SERVER);

  private WorldBody() {}

  public static void main(String[] args) {
    LabBody.main(args, WorldBody::inside);
  }

  private static void inside(Path directory, List<String> arguments) throws Exception {
    var addresses = new ArrayList<>(Witness.HOSTS);
    addresses.addAll(List.of(EXIT, DNS, PrivateWorld.SERVER));
    LoopbackAddresses.add(SealedNamespace.require(), addresses);
    switch (arguments.getFirst()) {
      case "witness" -> witnessSeesEveryWay();
      case "web" -> webServerTellsWhatItSaw();
      case "echo" -> echoKeepsHalfClose();
      case "dns" -> dnsAnswersAndCounts();
      default -> throw new AssertionError(arguments);
    }
  }

  /// The positive control of every leak test: each way past the exits is counted.
  private static void witnessSeesEveryWay() throws Exception {
    try (var witness = Witness.start(List.of(EXIT))) {
      assertThat(witness.report().clean()).isTrue();
      assertThat(curl("--interface", EXIT, "http://" + Witness.PUBLIC_HOST + "/"))
          .contains("witness");
      assertThat(witness.report().throughExits()).isPositive();
      assertThat(witness.report().clean()).as("an exit's traffic is none").isTrue();

      assertThat(curl("http://" + Witness.LAN_HOST + "/")).contains("witness");
      assertThat(direct(witness, Witness.LAN_HOST, "tcp")).isPositive();
      assertThat(witness.report().arrivals()).hasSize(1);
      try (var socket = new DatagramSocket()) {
        var resolver = InetAddress.ofLiteral(Witness.FOREIGN_RESOLVER);
        socket.send(new DatagramPacket(new byte[] {1}, 1, resolver, 53));
      }
      assertThat(direct(witness, Witness.FOREIGN_RESOLVER, "udp")).isPositive();
      new ProcessBuilder("ping", "-c", "1", "-W", "1", Witness.PUBLIC_HOST).start().waitFor();
      assertThat(direct(witness, Witness.PUBLIC_HOST, "icmp")).isPositive();
      new ProcessBuilder("curl", "-s", "http://[" + Witness.PUBLIC_HOST_6 + "]/").start().waitFor();
      assertThat(direct(witness, Witness.PUBLIC_HOST_6, "tcp")).isPositive();
    }
  }

  private static void webServerTellsWhatItSaw() throws Exception {
    var web = new InetSocketAddress(SERVER, 80);
    var onion = new InetSocketAddress(SERVER, 8080);
    try (var server = WebServer.start(web, onion, Map.of(EXIT, "exit0"))) {
      var base = "http://" + PrivateWorld.SERVER;
      assertThat(curl("--interface", EXIT, base + "/a?b=c"))
          .isEqualTo("seen from exit 203.0.113.1 (exit0)\nhost 192.88.99.50\nGET /a?b=c\n");
      assertThat(curl(base + "/")).contains("which is no exit");
      assertThat(curl("-H", "Host: abc.onion", base + ":8080/")).contains("service abc.onion");
      assertThat(curl("-H", "Accept: application/json", "--interface", EXIT, base + "/x"))
          .isEqualTo(
              "{\"door\": \"web\", \"source\": \"203.0.113.1\", \"exit\": \"exit0\", \"host\":"
                  + " \"192.88.99.50\", \"method\": \"GET\", \"path\": \"/x\"}\n");
      assertThat(curl(base + "/bytes/100000")).hasSize(100_000);
      assertThat(curl(base + "/bytes/x")).contains("usage");
      assertThat(curl("--data-binary", "some body", base + "/echo")).isEqualTo("some body");
      assertThat(curl("--data-binary", "12345", base + "/sink")).isEqualTo("5\n");
      assertThat(curl(base + "/slow/2/1")).isEqualTo("part 0\npart 1\n");
      assertThat(curl(base + "/count")).isEqualTo(server.requests() + "\n");
    }
  }

  private static void echoKeepsHalfClose() throws Exception {
    try (var echo = TcpEcho.start(new InetSocketAddress(SERVER, TcpEcho.PORT));
        var socket = new Socket(SERVER, TcpEcho.PORT)) {
      socket.getOutputStream().write("one".getBytes(UTF_8));
      assertThat(socket.getInputStream().readNBytes(3)).isEqualTo("one".getBytes(UTF_8));
      socket.getOutputStream().write("two".getBytes(UTF_8));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo("two".getBytes(UTF_8));
      assertThat(echo.connections()).isOne();
    }
  }

  private static void dnsAnswersAndCounts() throws Exception {
    var address = Inet4Address.ofLiteral(DNS);
    var zone = new DnsZone(Map.of("web.test", Inet4Address.ofLiteral("192.88.99.50")));
    try (var dns = DnsStub.start(address, zone)) {
      assertThat(ask(address, "wEb.teSt")).endsWith(0, 4, 192, 88, 99, 50);
      dns.name("late.test", Inet4Address.ofLiteral("192.88.99.51"));
      assertThat(ask(address, "late.test")).endsWith(0, 4, 192, 88, 99, 51);
      assertThat(dns.queriesByName()).containsEntry("web.test", 1L).containsEntry("late.test", 1L);
      assertThat(dns.queriesBySource()).containsOnlyKeys(DNS);
    }
  }

  private static byte[] ask(InetAddress server, String name) throws Exception {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(5000);
      var query = DnsSamples.query(name, DnsQuestion.TYPE_A);
      socket.send(new DatagramPacket(query, query.length, server, 53));
      var reply = new DatagramPacket(new byte[512], 512);
      socket.receive(reply);
      return Arrays.copyOf(reply.getData(), reply.getLength());
    }
  }

  private static long direct(Witness witness, String host, String protocol) {
    return witness.report().counts().stream()
        .filter(c -> c.host().equals(host) && c.protocol().equals(protocol))
        .mapToLong(WitnessReport.Count::direct)
        .sum();
  }

  private static String curl(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
