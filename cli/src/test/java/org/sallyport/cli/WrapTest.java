package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WrapTest {
  @TempDir private Path home;
  private Path programs = Path.of("/");
  private Bench bench = new Bench(Path.of("/"), Map.of());

  @BeforeEach
  void twoProgramsBehindTheShims() throws IOException {
    programs = Files.createDirectory(home.resolve("programs"));
    program("curl");
    program("mine");
    bench = new Bench(home, Map.of("PATH", home.resolve("bin") + ":" + programs));
  }

  private void program(String name) throws IOException {
    Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path shim(String name) {
    return home.resolve("bin").resolve(name);
  }

  private String list() throws IOException {
    return Files.readString(home.resolve("wrap"));
  }

  @Test
  void addWritesShimsAndTheList() throws IOException {
    assertThat(bench.run("wrap", "add", "--network", "testnet", "-w", "work", "mine", "curl"))
        .isZero();
    assertThat(list())
        .isEqualTo(
            """
            all on
            network testnet
            command curl on work %1$s/curl
            command mine on work %1$s/mine
            """
                .formatted(programs));
    assertThat(shim("curl")).isExecutable().content().contains(programs + "/curl", home + "/wrap");
    assertThat(shim("curl.sallyport-orig").toRealPath()).isEqualTo(programs.resolve("curl"));
    assertThat(bench.out())
        .containsPattern("curl +yes +9117 +work/curl ")
        .containsPattern("mine +yes +- +work/mine ")
        .containsPattern("hexchat +no +9101 +- ");
  }

  @Test
  void shimsArePerlWithoutDoubt() throws Exception {
    assertThat(bench.run("wrap", "add", "curl")).isZero();
    var perl =
        new ProcessBuilder(
                "/usr/bin/perl", "-Mstrict", "-Mwarnings=FATAL,all", "-c", shim("curl").toString())
            .redirectErrorStream(true)
            .start();
    String words = new String(perl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(perl.waitFor()).as(words).isZero();
    assertThat(words).endsWith("syntax OK\n").hasLineCount(1);
  }

  @Test
  void onAsksTheGatewayOfTheNetworkThatIsNamed() throws IOException {
    assertThat(bench.run("wrap", "add", "curl")).isZero();
    assertThat(bench.run("wrap", "on", "--network", "testnet")).isZero();
    assertThat(list()).contains("network testnet\n");
    assertThat(bench.run("wrap", "on")).isZero();
    assertThat(list()).contains("network testnet\n");
  }

  @Test
  void addingAgainFindsTheProgramBehindTheShim() throws IOException {
    assertThat(bench.run("wrap", "add", "curl")).isZero();
    String before = Files.readString(shim("curl"));
    assertThat(bench.run("wrap", "add", "curl")).isZero();
    assertThat(shim("curl")).hasContent(before);
  }

  @Test
  void foreignFilesStay() throws IOException {
    Files.createDirectory(home.resolve("bin"));
    Files.writeString(shim("curl"), "#!/bin/sh\nexec my-own-curl\n");
    assertThat(bench.run("wrap", "add", "curl")).isEqualTo(3);
    assertThat(bench.err()).contains("a file that is not ours is there");
    assertThat(bench.run("wrap", "remove", "curl")).isEqualTo(3);
    assertThat(shim("curl")).content().contains("my-own-curl");
    assertThat(home.resolve("wrap")).doesNotExist();
  }

  @Test
  void removeTakesEverythingAway() throws IOException {
    assertThat(bench.run("wrap", "add", "curl", "mine")).isZero();
    assertThat(bench.run("wrap", "remove", "curl")).isZero();
    assertThat(shim("curl")).doesNotExist();
    assertThat(shim("curl.sallyport-orig")).doesNotExist();
    assertThat(programs.resolve("curl")).exists();
    assertThat(list()).contains("command mine").doesNotContain("curl");
  }

  @Test
  void switchesAreForOneAndForAll() throws IOException {
    assertThat(bench.run("wrap", "add", "curl", "mine")).isZero();
    assertThat(bench.run("wrap", "off", "curl")).isZero();
    assertThat(list()).startsWith("all on\n").contains("command curl off", "command mine on");
    assertThat(bench.run("wrap", "off")).isZero();
    assertThat(list()).startsWith("all off\n");
    assertThat(bench.out()).contains("run without Tor");
    assertThat(bench.run("wrap", "on")).isZero();
    assertThat(bench.run("wrap", "on", "curl")).isZero();
    assertThat(list()).startsWith("all on\n").contains("command curl on");
    assertThat(bench.run("wrap", "on", "unknown")).isEqualTo(3);
  }

  @Test
  void shimThatIsNotMetIsTold() {
    bench = new Bench(home, Map.of("PATH", programs + ":" + home.resolve("bin")));
    assertThat(bench.run("wrap", "add", "curl")).isZero();
    assertThat(bench.run("wrap", "status")).isZero();
    assertThat(bench.out()).contains("not met", "export PATH=" + home.resolve("bin"));
    assertThat(bench.run("wrap", "status", "--json")).isZero();
    assertThat(bench.out()).contains("\"state\" : \"NOT_MET\"").doesNotContain("hexchat");
  }

  @Test
  void listThatIsNotUnderstoodIsNotReplaced() throws IOException {
    Files.writeString(home.resolve("wrap"), "all perhaps\n");
    assertThat(bench.run("wrap", "add", "curl")).isEqualTo(3);
    assertThat(list()).isEqualTo("all perhaps\n");
  }

  @Test
  void nonsenseIsNotWrapped() {
    for (String command : new String[] {"nosuchprogram", "a/b", "/nonexistent", "../curl"}) {
      assertThat(bench.run("wrap", "add", command)).as(command).isEqualTo(3);
    }
  }
}
