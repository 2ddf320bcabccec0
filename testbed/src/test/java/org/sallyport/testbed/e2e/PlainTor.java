package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/// An ordinary tor with `DNSPort` and `TransPort` beside a gateway's, on the same private network
/// and through the same bridge, for comparison. Programs that are started beside it reach the
/// private world through it and not directly.
final class PlainTor implements AutoCloseable {
  static final String ADDRESS = "127.0.0.1";
  static final String DNS_PORT = "5399";

  private static final String TRANS_PORT = "5398";
  private static final String WORLD = "192.88.99.50";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// What the world's own address sends to itself; exits have addresses of their own.
  private static final String REDIRECT =
      "table ip plain_tor { chain out { type nat hook output priority -100;"
          + " ip saddr "
          + WORLD
          + " ip daddr "
          + WORLD
          + " tcp dport { 7, 80 } redirect to :"
          + TRANS_PORT
          + "; }; }";

  private final Uplink uplink;
  private final Running tor;

  private PlainTor(Uplink uplink, Running tor) {
    this.uplink = uplink;
    this.tor = tor;
  }

  /// Starts it and returns when it has bootstrapped.
  static PlainTor start(Deployment deployment) {
    var uplink = Uplink.of(deployment);
    try (var console = UplinkConsole.of(deployment)) {
      console.nft(REDIRECT);
    }
    var tor = new PlainTor(uplink, uplink.start("tor", "-f", torrc(deployment).toString()));
    tor.tor.awaitOut("Bootstrapped 100%", LIMIT);
    return tor;
  }

  /// Starts a program beside it.
  Running run(String... program) {
    return uplink.start(program);
  }

  private static Path torrc(Deployment deployment) {
    try {
      Path directory = deployment.own(Files.createDirectory(deployment.home().resolve("plain")));
      var gateways = Files.readAllLines(deployment.runtime().resolve("tor/torrc"));
      String network =
          gateways.stream()
              .filter(line -> line.matches("(DirAuthority|UseBridges|Bridge|ConfluxEnabled) .*"))
              .collect(Collectors.joining("\n"));
      if (!network.contains("DirAuthority ")) {
        throw new AssertionError("the gateway's tor is not on a private network");
      }
      String own =
          """
          DataDirectory %s/data
          SocksPort 0
          Log notice stdout
          DNSPort %s:%s
          TransPort %2$s:%s
          """
              .formatted(directory, ADDRESS, DNS_PORT, TRANS_PORT);
      return deployment.own(Files.writeString(directory.resolve("torrc"), own + network + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    tor.kill(LIMIT);
  }
}
