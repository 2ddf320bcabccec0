package org.sallyport.gateway.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.FirewallUsers;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.whonix.Folder;
import org.sallyport.core.whonix.Imported;
import org.sallyport.core.whonix.MachineType;
import org.sallyport.core.whonix.SettingsFile;
import org.sallyport.core.whonix.WhonixImport;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.launch.LaunchPorts;

final class UpstreamDefaultsTest {
  private static final Path UPSTREAM =
      Path.of("../core/src/test/resources/org/sallyport/core/whonix/upstream");

  /// In the order of an entrance's sockets.
  private static final List<PortKind> KINDS = List.of(PortKind.values());

  /// Whom tor may connect to; of the other addresses nobody is a relay.
  private static final Set<Endpoint> RELAYS =
      Set.of(
          new Endpoint(InetAddress.ofLiteral("198.51.100.7"), 443),
          new Endpoint(InetAddress.ofLiteral("2001:db8::7"), 443));

  private static final String PAGE = "../docs/how-to/move-from-whonix.md";

  /// A packet whose fate is not the same.
  ///
  /// @param reason why; null if nobody knows
  private record Odd(Packet packet, Fate upstream, Fate here, @Nullable Difference reason) {}

  private static final List<Odd> ODD = odd();

  private static List<Odd> odd() {
    Ruleset rules = rules(imported());
    return PacketSet.all().stream()
        .map(packet ->
            new Odd(packet, UpstreamGateway.decide(packet), fate(rules, packet), reason(packet)))
        .filter(odd -> !odd.upstream().equals(odd.here()))
        .toList();
  }

  private static @Nullable Difference reason(Packet packet) {
    return Stream.of(Difference.values())
        .filter(difference -> difference.covers(packet))
        .findFirst()
        .orElse(null);
  }

  @Test
  void everyPacketFaresAsDocumentedUnlessADifferenceIsListed() {
    assertThat(PacketSet.all()).hasSizeGreaterThan(100_000);
    assertThat(ODD.stream().filter(odd -> odd.reason() == null).limit(20)).isEmpty();
  }

  @Test
  void everyListedDifferenceIsOne() {
    assertThat(ODD.stream().map(Odd::reason).distinct())
        .containsExactlyInAnyOrder(Difference.values());
  }

  @Test
  void differencesAreThoseOfThePage() throws IOException {
    String page = Files.readString(Path.of(PAGE));
    var stricter = EnumSet.allOf(Difference.class);
    ODD.stream()
        .filter(odd -> !Difference.isStricter(odd.upstream(), odd.here()))
        .forEach(odd -> stricter.remove(odd.reason()));
    assertThat(rows(page, "## Stricter than Whonix")).isEqualTo(names(stricter));
    assertThat(rows(page, "## Other than Whonix")).isEqualTo(names(EnumSet.complementOf(stricter)));
  }

  private static List<String> names(Set<Difference> differences) {
    return differences.stream().map(Difference::row).toList();
  }

  /// The first cells of the table below a heading, without its head.
  private static List<String> rows(String page, String heading) {
    int begin = page.indexOf(heading + "\n");
    assertThat(begin).as(heading).isNotNegative();
    int end = page.indexOf("\n## ", begin + 1);
    return page.substring(begin, end < 0 ? page.length() : end)
        .lines()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> line.substring(2, line.indexOf(" |", 2)))
        .toList();
  }

  private static Imported imported() {
    var files = new ArrayList<SettingsFile>();
    for (Folder folder : Folder.values()) {
      try (Stream<Path> paths = Files.list(UPSTREAM.resolve("etc").resolve(folder.folder()))) {
        for (Path path : paths.sorted().toList()) {
          String name = "/" + UPSTREAM.relativize(path);
          files.add(new SettingsFile(folder, name, Files.readString(path)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return WhonixImport.of(MachineType.GATEWAY, files, Set.of());
  }

  private static Ruleset rules(Imported imported) {
    GatewayConfig config = ConfigReader.parse(Path.of("imported.toml"), imported.toml());
    LanPolicy lan = config.lan().orElseThrow();
    var machine = ApplicationPolicy.unrestricted(new ApplicationName("machine"));
    List<Entrance> entrances =
        Entrance.all(lan, name -> LaunchPorts.ports(config.policy(name), machine));
    return LanFirewall.of(lan, entrances, new FirewallUsers(UpstreamGateway.TOR, List.of()), RELAYS)
        .alsoAt(Set.of(InetAddress.ofLiteral("10.0.2.15")));
  }

  private static Fate fate(Ruleset rules, Packet packet) {
    return switch (rules.decide(packet).verdict()) {
      case Verdict.Accept() -> new Fate.Passes();
      case Verdict.Drop() -> new Fate.Dropped();
      case Verdict.Reject() -> new Fate.Rejected();
      case Verdict.Redirect(_, var port) ->
          new Fate.Reaches(KINDS.get((port - Entrance.LOWEST) % KINDS.size()));
    };
  }
}
