package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// An ordinary tor with ports of its own beside a gateway's, on the same private network and
/// through the same bridge, for comparison. Programs that are started beside it reach its ports,
/// and by its `TransPort` the private world.
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
  private final Path directory;
  private final Running tor;

  private PlainTor(Uplink uplink, Path torrc) {
    this.uplink = uplink;
    this.directory = torrc.resolveSibling("data");
    this.tor = uplink.start("tor", "-f", torrc.toString());
  }

  /// Starts one with a `DNSPort` and a `TransPort` and returns when it has bootstrapped.
  static PlainTor start(Deployment deployment) {
    var ports =
        List.of(
            "SocksPort 0",
            "DNSPort %s:%s".formatted(ADDRESS, DNS_PORT),
            "TransPort %s:%s".formatted(ADDRESS, TRANS_PORT));
    return start(deployment, ports, REDIRECT);
  }

  /// Starts one with these torrc lines and returns when it has bootstrapped.
  ///
  /// @param redirect a command of nft that leads connections to its `TransPort`s
  static PlainTor start(Deployment deployment, List<String> ports, String redirect) {
    try (var console = UplinkConsole.of(deployment)) {
      console.nft(redirect);
    }
    var plain = new PlainTor(Uplink.of(deployment), torrc(deployment, ports));
    plain.tor.awaitOut("Bootstrapped 100%", LIMIT);
    return plain;
  }

  /// Where its control socket and cookie are.
  Path directory() {
    return directory;
  }

  /// Starts a program beside it.
  Running run(String... program) {
    return uplink.start(program);
  }

  private static Path torrc(Deployment deployment, List<String> ports) {
    try {
      Path directory = deployment.own(Files.createDirectory(deployment.home().resolve("plain")));
      Path data = deployment.own(Files.createDirectory(directory.resolve("data")));
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
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
          DataDirectory %s
          ControlPort unix:%1$s/control
          CookieAuthentication 1
          CookieAuthFile %1$s/cookie
          Log notice stdout
          %s
          """
              .formatted(data, String.join("\n", ports));
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
