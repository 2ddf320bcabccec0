package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImportTest {
  @TempDir private Path top;
  private Bench bench = new Bench(Path.of("/"), Map.of());
  private Path root = Path.of("/");

  @BeforeEach
  void bench() {
    bench = new Bench(top.resolve("home"), Map.of());
    root = top.resolve("gw");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Path _ = Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private int importing(String... more) {
    var line = new String[more.length + 3];
    line[0] = "import";
    line[1] = "whonix";
    line[2] = root.toString();
    System.arraycopy(more, 0, line, 3, more.length);
    return bench.run(line);
  }

  @Test
  void wholeOutputIsAConfiguration() throws IOException {
    write("etc/whonix_firewall.d/30_default.conf", "WORKSTATION_TRANSPARENT_TCP=1\n");
    write("usr/local/etc/whonix_firewall.d/50_user.conf", "WORKSTATION_TRANSPARENT_TCP=0\n");
    write("etc/whonix_firewall.d/50_user.conf.dpkg-old", "GATEWAY_ALLOW_INCOMING_SSH=1\n");
    assertThat(importing()).isZero();
    assertThat(bench.err()).isEmpty();
    assertThat(bench.out())
        .isEqualTo(
            """
            # From the settings of a Whonix-Gateway in %s
            #
            # Taken (1)
            #   /usr/local/etc/whonix_firewall.d/50_user.conf:1 WORKSTATION_TRANSPARENT_TCP = 0: transparent-tcp = false

            [[lan]]
            interface = "eth1"
            unknown = "guests"

            [firewall]
            uplinks = ["eth0"]
            dhcp = false

            [workstation.guests]
            ports = "whonix"
            transparent-tcp = false
            """
                .formatted(root));
  }

  @Test
  void statusSaysWhetherSomethingIsLeftToDecide() throws IOException {
    write("etc/whonix_firewall.d/a.conf", "GATEWAY_ALLOW_INCOMING_ICMP=1\n");
    assertThat(importing()).isOne();
    assertThat(bench.out())
        .contains("# Refused", "a.conf:1", "--allow GATEWAY_ALLOW_INCOMING_ICMP");
    assertThat(importing("--allow", "GATEWAY_ALLOW_INCOMING_ICMP")).isZero();
    assertThat(bench.out()).contains("\nicmp = true\n");
    write("etc/whonix_firewall.d/b.conf", "EXT_IF=$(ip route)\n");
    assertThat(importing("--allow", "GATEWAY_ALLOW_INCOMING_ICMP")).isOne();
    assertThat(bench.out()).contains("# Not understood", "b.conf:1", "EXT_IF=$(ip route)");
  }

  @Test
  void wayThatTorWasToTakeIsNotLeftOutSilently() throws IOException {
    write("etc/torrc.d/50_user.conf", "HTTPSProxy 192.0.2.1:443\n");
    assertThat(importing()).isOne();
    assertThat(bench.out())
        .contains("50_user.conf:1 HTTPSProxy: tor would connect directly without it")
        .doesNotContain("192.0.2.1");
    write("etc/torrc.d/50_user.conf", "UseBridges 1\n");
    assertThat(importing()).isOne();
    assertThat(bench.out()).contains("no Bridge line was read", "\nbridges = [\"\"]\n");
  }

  @Test
  void onlyWhatIsRefusedCanBeConfirmed() throws IOException {
    write("etc/whonix_firewall.d/a.conf", "EXTERNAL_OPEN_ALL=true\n");
    assertThat(importing("--allow", "EXTERNAL_OPEN_ALL")).isEqualTo(2);
    assertThat(bench.err()).contains("--allow: EXTERNAL_OPEN_ALL (expected: one of ALLOW_GATEWAY");
  }

  @Test
  void outputIsWrittenOnceAndForItsOwnerOnly() throws IOException {
    write("etc/torrc.d/50_user.conf", "UseBridges 1\nBridge 192.0.2.1:443\n");
    Path file = top.resolve("sallyport.toml");
    assertThat(importing("--dry-run", "--output", file.toString())).isZero();
    assertThat(file).doesNotExist();
    assertThat(importing("--output", file.toString())).isZero();
    assertThat(file).content().startsWith("[tor]\nbridges = [\"192.0.2.1:443\"]\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(bench.out()).contains("Written: " + file).doesNotContain("192.0.2.1");
    assertThat(importing("--output", file.toString())).isEqualTo(3);
    assertThat(bench.err()).contains("the file exists");
    assertThat(importing("--output", top.resolve("no/such").toString())).isEqualTo(11);
  }

  @Test
  void jsonHasItAll() throws IOException {
    write("etc/uwt.d/50_user.conf", "uwtwrapper[\"/usr/bin/curl\"]=\"1\"\n");
    assertThat(importing("--json")).isZero();
    assertThat(bench.out())
        .contains(
            "\"machine\" : \"gateway\"",
            "\"complete\" : true",
            "\"outcome\" : \"taken\"",
            "\"sallyport wrap add /usr/bin/curl\"",
            "\"place\" : \"/etc/uwt.d/50_user.conf:1\"");
  }

  @Test
  void markerSaysWhatTheMachineIs() throws IOException {
    write("usr/share/anon-ws-base-files/workstation", "");
    write("etc/whonix_firewall.d/a.conf", "firewall_allow_udp=true\n");
    assertThat(importing()).isZero();
    assertThat(bench.out()).contains("Whonix-Workstation").doesNotContain("[[lan]]");
  }

  @Test
  void whatIsNotReadIsNamed() throws IOException {
    write("etc/whonix_firewall.d/a.conf", "X".repeat((256 << 10) + 1));
    Files.writeString(top.resolve("outside"), "GATEWAY_ALLOW_INCOMING_SSH=1\n");
    Path _ =
        Files.createSymbolicLink(
            root.resolve("etc/whonix_firewall.d/b.conf"), top.resolve("outside"));
    Path _ =
        Files.createSymbolicLink(root.resolve("etc/whonix_firewall.d/c.conf"), Path.of("nowhere"));
    assertThat(importing()).isOne();
    assertThat(bench.out())
        .contains("a.conf file: no file, or longer", "b.conf file: a link", "c.conf file: a link")
        .doesNotContain("open-tcp");
  }

  @Test
  void directoryOfSomethingElseIsNamed() throws IOException {
    assertThat(importing()).isEqualTo(3);
    write("etc/passwd", "");
    assertThat(importing()).isEqualTo(3);
    assertThat(bench.err()).contains("it has none of etc/whonix_firewall.d");
  }

  @Test
  void whatAFileSaysCannotSpeakToTheTerminal() throws IOException {
    write("etc/whonix_firewall.d/a.conf", "EXT_IF=\"\u001b[2Ja\"\neval \u001b]0;x\u0007\n");
    assertThat(importing()).isOne();
    assertThat(bench.out()).doesNotContain("\u001b", "\u0007");
  }
}
