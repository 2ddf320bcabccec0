package org.sallyport.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.OldStreams;
import org.sallyport.core.policy.Switches;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.workstation.WorkstationName;

final class ConfigReaderTest {
  private static final Path FILE = Path.of("s.toml");

  @Test
  void emptyFileIsTheDefaults() {
    assertThat(ConfigReader.parse(FILE, "")).isEqualTo(GatewayConfig.DEFAULTS);
  }

  @Test
  void applicationTakesTheRotationOfItsWorkstationWhereItSaysNothing() {
    var policy =
        ConfigReader.parse(
                FILE,
                """
                [workstation.research]
                new-identity-every = "2h"
                new-identity-keeps-streams = true
                [[workstation.research.application]]
                name = "mail"
                new-identity-at-launch = true
                [[workstation.research.application]]
                name = "web"
                new-identity-every = "45s"
                new-identity-keeps-streams = false
                """)
            .policy(new WorkstationName("research"));
    var mail = policy.rotationOf(policy.applications().get(0));
    var web = policy.rotationOf(policy.applications().get(1));
    assertThat(mail)
        .isEqualTo(
            new IdentityRotation(
                Optional.of(Duration.ofHours(2)),
                IdentityRotation.Launch.NEW_IDENTITY,
                OldStreams.KEEP));
    assertThat(web)
        .isEqualTo(
            new IdentityRotation(
                Optional.of(Duration.ofSeconds(45)),
                IdentityRotation.Launch.SAME_IDENTITY,
                OldStreams.CLOSE));
  }

  @Test
  void rotationMustBeADurationOfTenSecondsAtLeast() {
    for (String wrong : List.of("9s", "0m", "30", "1w", "-1m", "")) {
      assertThatThrownBy(() ->
              ConfigReader.parse(FILE, "[workstation.a]\nnew-identity-every = \"" + wrong + "\"\n"))
          .as(wrong)
          .hasMessageContaining(":2:1 workstation.a.new-identity-every: \"" + wrong + "\"");
    }
  }

  @Test
  void readsEveryKey() {
    var config =
        ConfigReader.parse(
            FILE,
            """
            [tor]
            executable = "/usr/bin/tor"
            bridges = ["obfs4 192.0.2.1:443 0123 cert=x iat-mode=0"]
            [workstation.research]
            dns = "resolve"
            transparent-tcp = false
            isolate = "workstation"
            [[workstation.research.application]]
            name = "mail"
            executables = ["/usr/bin/thunderbird"]
            isolate-dest-addr = true
            isolate-dest-port = false
            allow = ["*:993", "*.onion:*"]
            """);
    assertThat(config.tor().executable()).isEqualTo("/usr/bin/tor");
    assertThat(config.tor().bridges()).hasSize(1);
    var policy = config.policy(new WorkstationName("research"));
    assertThat(policy.dns()).isEqualTo(DnsMode.RESOLVE);
    assertThat(policy.transparentTcp()).isEqualTo(TransparentTcp.REJECTED);
    assertThat(policy.unit()).isEqualTo(IsolationUnit.WORKSTATION);
    var mail = policy.applications().getFirst();
    assertThat(mail.flags()).containsExactly(IsolationFlag.ISOLATE_DEST_ADDR);
    assertThat(mail.destinations().allow()).hasSize(2);
  }

  @Test
  void readsPortsAndSwitches() {
    var policy =
        ConfigReader.parse(
                FILE,
                """
                [workstation.w]
                transparent-dns = false
                ports = "whonix"
                [[workstation.w.port]]
                kind = "http-tunnel"
                number = 3128
                flags = ["isolatedestaddr", "OnionTrafficOnly"]
                session-group = 7
                purpose = "feeds"
                [[workstation.w.application]]
                name = "a"
                deny = ["*.test:25", "192.0.2.0/24:*"]
                onion-only = true
                stable = true
                transparent-tcp = false
                transparent-dns = true
                """)
            .policy(new WorkstationName("w"));
    assertThat(policy.dns()).isEqualTo(DnsMode.OFF);
    assertThat(policy.ports().entries()).hasSize(PortPreset.WHONIX.table().entries().size() + 1);
    var own = policy.ports().entries().getFirst();
    assertThat(own.purpose()).isEqualTo("feeds");
    assertThat(own.port().kind()).isEqualTo(PortKind.HTTP_TUNNEL);
    assertThat(own.port().flagWords())
        .containsExactly("IsolateDestAddr", "OnionTrafficOnly", "SessionGroup=7");
    var application = policy.applications().getFirst();
    assertThat(application.destinations().deny()).hasSize(2);
    assertThat(application.destinations().reach())
        .isEqualTo(DestinationPolicy.Reach.ONION_SERVICES);
    assertThat(application.switches().circuits()).isEqualTo(Switches.Circuits.STABLE);
    assertThat(policy.transparentTcpOf(application)).isEqualTo(TransparentTcp.REJECTED);
    assertThat(policy.dnsOf(application)).isEqualTo(DnsMode.MAP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind = "socks" | number: missing (expected: 1 to 65535)
          kind = "socks";number = 0 | number: 0 (expected: 1 to 65535)
          kind = "tor";number = 1 | kind: "tor" (expected: "socks"
          kind = "socks";number = 1;flags = ["Isolate"] | flags: "Isolate": no flag of a port
          kind = "socks";number = 1;flags = ["CacheDNS"] | flags: "CacheDNS": not taken here
          kind = "socks";number = 1;session-group = -1 | session-group: -1 (expected: 0 to
          kind = "socks";number = 1;purpose = "a\\tb" | purpose: expected one line
          """)
  void saysWhatIsWrongWithAPort(String lines, String problem) {
    String text = "[[workstation.w.port]]\n" + lines.replace(';', '\n');
    assertThatThrownBy(() -> ConfigReader.parse(FILE, text))
        .hasMessageContaining("workstation.w.port." + problem);
  }

  @Test
  void twoPortsOfOneNumberAndTwoWordsForDnsAreProblems() {
    String port = "[[workstation.w.port]]\nkind = \"socks\"\nnumber = 1\n";
    assertThatThrownBy(() -> ConfigReader.parse(FILE, port + port))
        .hasMessageContaining("workstation.w.port: port: 1 twice");
    assertThatThrownBy(() ->
            ConfigReader.parse(FILE, "[workstation.w]\ndns = \"off\"\ntransparent-dns = true"))
        .hasMessageContaining("transparent-dns: true contradicts");
  }

  @Test
  void reportsEveryProblemAtOnceWithItsPlace() {
    assertThatThrownBy(() ->
            ConfigReader.parse(
                FILE,
                """
                [tor]
                brigdes = []
                executable = "tor"
                [workstation.research]
                dns = "maybe"
                transparent-tcp = "no"
                [[workstation.research.application]]
                name = "mail"
                allow = ["993"]
                [workstation.Bad]
                """))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .message()
        .isEqualTo(
            """
            s.toml:2:1 tor.brigdes: unknown key (did you mean bridges?)
            s.toml:3:1 tor.executable: "tor" is not an absolute path
            s.toml:5:1 workstation.research.dns: "maybe" (expected: "map", "resolve", "off")
            s.toml:6:1 workstation.research.transparent-tcp: expected true or false
            s.toml:9:1 workstation.research.application.allow: "993" \
            (expected: HOST:PORT; HOST a name, *.suffix, address, network or *; \
            PORT a number, range or *)
            s.toml:10:1 workstation.Bad: not a workstation name \
            (expected: 1 to 32 of a-z, 0-9 and -, a letter first)\
            """);
  }

  @Test
  void reportsEverySyntaxErrorWithItsPlace() {
    assertThatThrownBy(() -> ConfigReader.parse(FILE, "[tor\nbridges = \n"))
        .hasMessageContaining("s.toml:1:")
        .hasMessageContaining("s.toml:2:");
  }

  @Test
  void refusesDuplicateKeys() {
    assertThatThrownBy(() -> ConfigReader.parse(FILE, "[tor]\nbridges = []\nbridges = []\n"))
        .hasMessageContaining("s.toml:3:1");
  }

  @Test
  void refusesBridgeLinesThatWouldInjectTorrc() {
    assertThatThrownBy(
            () -> ConfigReader.parse(FILE, "[tor]\nbridges = [\"obfs4 1\\nSocksPort 1\"]\n"))
        .hasMessageContaining("s.toml:2:1 tor.bridges");
  }

  @Test
  void saysWhatIsMissingWhenTheFileIsAbsent() {
    assertThatThrownBy(() -> ConfigReader.read(Path.of("/nonexistent/s.toml")))
        .hasMessageContaining("no such file");
  }
}
