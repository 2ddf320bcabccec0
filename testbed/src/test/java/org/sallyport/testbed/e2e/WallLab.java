package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.testbed.lan.Segment;
import org.sallyport.testbed.lan.Site;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway whose relays are on the other side of a wire: its network has one interface, `up0`,
/// which leads to the network of a private Tor network, and nothing leads on from there.
///
/// Its tor is this machine's, told of the private directory authority by its command line.
final class WallLab implements AutoCloseable {
  /// A host of the private world that is no relay, and serves pages.
  static final String SERVER = "192.88.99.50";

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WITNESS =
      """
      table inet witness {
        chain seen {
          type filter hook prerouting priority -500;
          iifname "down0" ip daddr %s tcp dport 80 counter comment "seen"
        }
      }
      """
          .formatted(SERVER);

  private final Deployment network = Deployment.up(Account.ROOT);
  private final Site internet = Site.of(network.gateway().pid());
  private final Site site = Site.create();
  private final Path home = directory();

  private WallLab() {}

  /// Starts the private network and connects the gateway's place to it.
  static WallLab start() {
    var lab = new WallLab();
    try {
      lab.connect();
      return lab;
    } catch (RuntimeException | Error e) {
      lab.close();
      throw e;
    }
  }

  private void connect() {
    String _ =
        internet.sh(
            """
            ip link add down0 type veth peer name up0 netns %s &&
            ip link set down0 up && ip addr add 10.66.1.1/24 dev down0
            printf '%%s' '%s' | nft -f -
            """
                .formatted(site.path(), WITNESS));
    String _ =
        site.sh(
            """
            ip link set lo up && ip link set up0 up && ip addr add 10.66.1.2/24 dev up0 &&
            ip route add default via 10.66.1.1
            """);
    assertThat(site.sh("ls /proc/self >/dev/null; cut -d: -f1 -s /proc/net/dev").split("\\s+"))
        .as("no other way out")
        .containsExactlyInAnyOrder("", "lo", "up0");
    write(
        home.resolve("tor"),
        "#!/bin/sh\nexec tor \"$@\" --DirAuthority '%s'\n".formatted(authority()));
  }

  /// The private network's directory authority, as its own gateway's tor knows it.
  private String authority() {
    try (var lines = Files.lines(network.runtime().resolve("tor/torrc"))) {
      return lines
          .filter(line -> line.startsWith("DirAuthority "))
          .map(line -> line.substring("DirAuthority ".length()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory(Path.of("/tmp"), "sallyport-wall-");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts the gateway, and returns when it is open.
  ///
  /// @param destinations where tor may connect to
  void up(String destinations) {
    write(
        home.resolve("sallyport.toml"),
        """
        [[lan]]
        interface = "%s"
        [tor]
        executable = "%s"
        [firewall]
        tor-destinations = "%s"
        """
            .formatted(Segment.FIRST.internal(), home.resolve("tor"), destinations));
    sallyport("up", "--detach").assertOk();
  }

  /// Stops the gateway; its rules stay.
  void down() {
    sallyport("down").assertOk();
  }

  private Outcome sallyport(String... command) {
    var line = new ArrayList<>(List.of(Installation.ofThisRun().launcher()));
    line.addAll(List.of(command));
    line.addAll(List.of("--network", "tor"));
    return Outcome.of(
        site.command(line),
        Map.of("SALLYPORT_HOME", home.toString(), "HOME", home.toString()),
        LIMIT);
  }

  /// What a command prints with `--json`.
  JsonNode json(String... command) {
    var line = new ArrayList<>(List.of(command));
    line.add("--json");
    return JSON.readTree(sallyport(line.toArray(String[]::new)).assertOk().out());
  }

  /// Whether tor's user can connect to that.
  boolean torConnects(String address, int port) {
    return Outcome.of(
                site.command(
                    List.of(
                        "setpriv",
                        "--reuid=debian-tor",
                        "--clear-groups",
                        "timeout",
                        "2",
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/%s/%d".formatted(address, port))),
                Map.of(),
                LIMIT)
            .status()
        == 0;
  }

  /// How many packets to the server's pages came over the wire.
  int seen() {
    return Integer.parseInt(
        internet
            .sh("nft list chain inet witness seen | sed -n 's/.*packets \\([0-9]*\\).*/\\1/p'")
            .strip());
  }

  /// Runs a shell line as the gateway's administrator.
  String sh(String line) {
    return site.sh(line);
  }

  @Override
  public void close() {
    try (site;
        network) {
      Outcome _ = sallyport("down");
      String _ = site.sh("ip link del up0; true");
    } finally {
      Installation.remove(home);
    }
  }
}
