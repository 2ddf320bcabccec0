package org.sallyport.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.testbed.lab.LabBody;
import org.sallyport.testbed.world.PrivateWorld;

/// What [PrivateNetworkIT] runs inside the namespace: a whole network, the world, and clients.
final class NetworkBody {
  static final String SERVING = "everything serves";
  private static final Duration ENTRY_DELAY = Duration.ofMillis(200);
  private static final long CURL_SECONDS = 30;

  private final long start = System.nanoTime();
  private final PrivateNetwork network;
  private final ClientTor client;
  private final PrivateWorld world;

  private NetworkBody(Path directory) {
    this.network =
        PrivateNetwork.builder(directory.resolve("net"))
            .mids(2)
            .exits(3)
            .bridges(1)
            .entryDelay(ENTRY_DELAY)
            .progress(this::progress)
            .start();
    say("network ready");
    this.client = network.client("client", List.of("SocksPort 127.0.0.1:9050")).awaitBootstrap();
    say("client bootstrapped");
    this.world = PrivateWorld.start(network);
    say("world ready");
  }

  public static void main(String[] args) {
    LabBody.main(args, NetworkBody::inside);
  }

  private static void inside(Path directory, List<String> arguments) throws Exception {
    var body = new NetworkBody(directory);
    if (arguments.contains("serve")) {
      System.out.println(SERVING);
      var killed = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
      assertThat(killed).as("nobody killed this").isTrue();
    }
    body.clientReachesTheWorld();
    body.bridgesWork();
    body.nothingWentDirectly();
    body.world.close();
    body.network.close();
    body.say("closed");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private void clientReachesTheWorld() throws Exception {
    var exits = network.exits().stream().map(NetworkNode::address).toList();
    var page = curl(9050, "http://web.test/hello");
    assertThat(page).contains("seen from exit", "host web.test", "GET /hello");
    assertThat(exits).anyMatch(page::contains);
    say("web.test reached");
    assertThat(curl(9050, "http://" + world.onionAddress() + "/"))
        .contains("reached as onion service " + world.onionAddress());
    say("onion service reached");
    assertThat(world.dns().queriesByName()).containsKey("web.test");
    assertThat(client.control().circuits()).isNotEmpty();
  }

  private void bridgesWork() throws Exception {
    var obfs4 =
        List.of(
            "SocksPort 127.0.0.1:9051",
            "UseBridges 1",
            "ClientTransportPlugin obfs4 exec /usr/bin/obfs4proxy",
            network.bridgeLine());
    network.client("obfs4", obfs4).awaitBootstrap();
    assertThat(curl(9051, "http://web.test/")).contains("seen from exit");
    say("reached by obfs4");
    var delayed =
        List.of(
            "SocksPort 127.0.0.1:9052", "UseBridges 1", network.delayedBridgeLine().orElseThrow());
    network.client("delayed", delayed).awaitBootstrap();
    curl(9052, "http://web.test/");
    var before = System.nanoTime();
    curl(9052, "http://web.test/");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(ENTRY_DELAY);
    say("reached through the delay");
  }

  private void nothingWentDirectly() throws Exception {
    assertThat(world.witness().clean()).isTrue();
    assertThat(curl(9050, "http://198.51.100.7/")).contains("witness");
    var report = world.witness();
    assertThat(report.throughExits()).isPositive();
    assertThat(report.clean()).as(report.toString()).isTrue();
  }

  private static String curl(int socksPort, String url) throws Exception {
    var command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "" + CURL_SECONDS));
    command.addAll(List.of("--socks5-hostname", "127.0.0.1:" + socksPort, url));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private void progress(NetworkProgress progress) {
    say(progress.phase().text() + " " + progress.done() + "/" + progress.total());
  }

  private void say(String what) {
    System.out.printf("%6d ms  %s%n", (System.nanoTime() - start) / 1_000_000, what);
  }
}
