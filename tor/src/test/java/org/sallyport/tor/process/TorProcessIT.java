package org.sallyport.tor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.control.ControlConnection;
import org.sallyport.tor.torrc.Torrc;

/// The real tor with `DisableNetwork 1`: it opens no connection to anywhere.
final class TorProcessIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private TorCommand command;
  private Torrc torrc;

  @BeforeEach
  void prepare() throws IOException {
    command = new TorCommand(List.of(), new TorLocator(TorLocator.FOLDERS).tor());
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path data = Files.createDirectory(folder.resolve("data dir"), ownerOnly);
    Path run = Files.createDirectory(folder.resolve("run dir"), ownerOnly);
    torrc =
        Torrc.standard(data, run, ProcessHandle.current().pid())
            .withExtraLines(List.of("DisableNetwork 1"));
    Files.writeString(torrc.file(), torrc.text());
  }

  @Test
  void installedTorIsNewEnough() {
    assertThat(command.requireVersion()).isGreaterThanOrEqualTo(TorVersion.OLDEST);
  }

  @Test
  void torAcceptsWhatWeWriteAndComplainsAboutWhatIsWrong() throws Exception {
    command.verify(torrc.file());
    Files.writeString(torrc.file(), torrc.withExtraLines(List.of("NoSuchOption 1")).text());
    assertThatThrownBy(() -> command.verify(torrc.file()))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining("NoSuchOption");
  }

  @Test
  void ownedTorAnswersAndEndsWithItsConnection() throws Exception {
    var process = command.start(torrc.file());
    try (var control = ControlConnection.open(torrc.controlSocket(), DEADLINE)) {
      control.authenticateSafeCookie(torrc.cookieFile());
      control.takeOwnership();
      control.resetConf("__OwningControllerProcess");
      control.setEvents(
          List.of("STREAM", "CIRC", "CIRC_MINOR", "STATUS_CLIENT", "STATUS_GENERAL", "CIRC_BW"));
      assertThat(control.getInfo("version")).startsWith("0.4.");
      assertThat(control.getInfo("config-file")).isEqualTo(torrc.file().toString());
      assertThat(control.bootstrapPhase().progress()).isZero();
      assertThat(control.circuits()).isEmpty();
      assertThat(torrc.controlSocket().getParent()).isDirectory();
    }
    try {
      assertThat(process.awaitEnd(DEADLINE)).isTrue();
    } finally {
      process.kill();
    }
  }

  @Test
  void torEndsAtSignal() throws Exception {
    var process = command.start(torrc.file());
    try (var control = ControlConnection.open(torrc.controlSocket(), DEADLINE)) {
      control.authenticateSafeCookie(torrc.cookieFile());
      control.signal("SHUTDOWN");
      assertThat(process.stop(DEADLINE)).isTrue();
    } finally {
      process.kill();
    }
  }

  @Test
  void wrongCookieIsRefused() throws Exception {
    var process = command.start(torrc.file());
    try (var control = ControlConnection.open(torrc.controlSocket(), DEADLINE)) {
      Path wrong = folder.resolve("wrong");
      Files.write(wrong, new byte[32]);
      assertThatThrownBy(() -> control.authenticateSafeCookie(wrong))
          .hasMessageContaining("does not know the cookie");
    } finally {
      process.kill();
      assertThat(process.awaitEnd(DEADLINE)).isTrue();
    }
  }

  @Test
  void staleTorIsEndedAndStrangersAreNot() throws Exception {
    var process = command.start(torrc.file());
    try (var _ = ControlConnection.open(torrc.controlSocket(), DEADLINE)) {
      Path other = folder.resolve("another-torrc");
      StaleTor.clear(torrc.dataDirectory(), other, Duration.ofMillis(100));
      assertThat(process.isAlive()).isTrue();
      StaleTor.clear(torrc.dataDirectory(), torrc.file(), Duration.ofSeconds(2));
      assertThat(process.awaitEnd(DEADLINE)).isTrue();
    } finally {
      process.kill();
    }
  }
}
