package org.sallyport.tor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Programs are shell scripts that stand in for tor.
final class TorCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private TorCommand command(String script) throws IOException {
    return new TorCommand(List.of(), program("tor", script));
  }

  private Path program(String name, String script) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private static void assertFails(ThrowingCallable call, ErrorKind kind, String part) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(part);
  }

  @Test
  void readsVersion() throws Exception {
    var command = command("echo 'Tor version 0.4.9.11.'; echo 'This build of Tor is ...'");
    assertThat(command.requireVersion()).isEqualTo(new TorVersion(0, 4, 9, 11));
  }

  @Test
  void refusesOldTorAndWhatIsNoTor() throws Exception {
    var old = command("echo 'Tor version 0.4.8.16.'");
    assertFails(old::requireVersion, ErrorKind.MISSING_PREREQUISITE, "is tor 0.4.8.16");
    var other = command("echo 'curl 8'");
    assertFails(
        other::requireVersion, ErrorKind.MISSING_PREREQUISITE, "which tor it is, but: curl 8;");
    var none = new TorCommand(List.of(), folder.resolve("none"));
    assertFails(none::requireVersion, ErrorKind.MISSING_PREREQUISITE, "install tor");
  }

  @Test
  void runsPrefixFirstAndNothingOfOurEnvironment() throws Exception {
    var prefix = List.of(program("prefix", "echo \"$@\" > \"$0.out\"; exec \"$@\"").toString());
    var script = "env > \"$0.env\"; echo 'Tor version 0.4.9.1-alpha.'";
    var command = new TorCommand(prefix, command(script).program());
    assertThat(command.requireVersion()).isEqualTo(new TorVersion(0, 4, 9, 1));
    assertThat(folder.resolve("prefix.out"))
        .content()
        .isEqualTo(command.program() + " --version\n");
    assertThat(Files.readAllLines(folder.resolve("tor.env")))
        .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA"));
  }

  @Test
  void reportsTorsOwnComplaintAboutConfiguration() throws Exception {
    var command =
        command(
            """
            echo 'Nov 21 20:00:00.000 [notice] Tor 0.4.9.11 running'
            echo 'Nov 21 20:00:00.000 [warn] Failed to parse/validate config: Unknown option X.'
            echo 'Nov 21 20:00:00.000 [err] Reading config failed--see warnings above.'
            exit 1\
            """);
    assertFails(
        () -> command.verify(folder.resolve("torrc")),
        ErrorKind.CONFIGURATION,
        "torrc: Failed to parse/validate config: Unknown option X.; correct");
  }

  @Test
  void acceptsConfigurationThatTorAccepts() throws Exception {
    command("echo \"$@\" > \"$0.out\"; exit 0").verify(Path.of("/x/torrc"));
    assertThat(folder.resolve("tor.out"))
        .content()
        .isEqualTo("-f /x/torrc --defaults-torrc /dev/null --verify-config\n");
  }

  @Test
  void tellsWhyTorEnded() throws Exception {
    var process =
        command("echo 'Nov 21 [warn] Could not bind to /x: Address in use'; exit 7")
            .start(folder.resolve("torrc"));
    assertThat(process.awaitEnd(PATIENCE)).isTrue();
    assertThat(process.obituary())
        .isEqualTo("tor ended with status 7: Could not bind to /x: Address in use");
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void killsTorThatDoesNotWantToGo() throws Exception {
    var process =
        command("trap '' TERM; echo ready > \"$0.ready\"; while :; do read x; done < /dev/zero")
            .start(folder.resolve("torrc"));
    assertThat(process.stop(Duration.ofMillis(200))).isTrue();
    assertThat(ProcessHandle.of(process.pid())).isEmpty();
  }

  @Test
  void leavesNoProcessOfProgramThatDoesNotEnd() throws Exception {
    var process = command("exec cat /dev/zero").start(folder.resolve("torrc"));
    assertThat(process.isAlive()).isTrue();
    process.kill();
    assertThat(process.awaitEnd(PATIENCE)).isTrue();
    assertThat(process.obituary()).isEqualTo("tor was killed by signal 9");
  }

  @Test
  void findsProgramsInOrder() throws Exception {
    var locator = new TorLocator(List.of(folder.resolve("none"), folder));
    assertFails(locator::tor, ErrorKind.MISSING_PREREQUISITE, "apt-get install tor");
    assertThat(command("").program()).isEqualTo(locator.tor());
    assertFails(
        () -> locator.plugin("obfs4"),
        ErrorKind.MISSING_PREREQUISITE,
        "apt-get install obfs4proxy");
    Path obfs4proxy = program("obfs4proxy", "");
    assertThat(locator.plugin("obfs4").executable()).isEqualTo(obfs4proxy);
    assertThat(locator.plugin("obfs4").transports()).containsExactly("obfs4");
    assertFails(() -> locator.plugin("x"), ErrorKind.MISSING_PREREQUISITE, "unknown here");
  }
}
