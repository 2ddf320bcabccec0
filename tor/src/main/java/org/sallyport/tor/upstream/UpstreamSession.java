package org.sallyport.tor.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.control.ControlConnection;
import org.sallyport.tor.process.StaleTor;
import org.sallyport.tor.process.TorCommand;
import org.sallyport.tor.process.TorProcess;
import org.sallyport.tor.torrc.Torrc;

/// One tor from its start to its end, under our ownership.
///
/// Confined to the thread that opened it, but for [#control], which any thread may use.
final class UpstreamSession implements AutoCloseable {
  private static final List<String> EVENTS =
      List.of(
          "STREAM", "CIRC", "CIRC_MINOR", "STATUS_CLIENT", "STATUS_GENERAL", "CIRC_BW", "SIGNAL");
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String OWNER_ONLY = "rwx------";
  private static final String OWNER_READS = "rw-------";
  private static final String UID = "unix:uid";

  private final TorProcess process;
  private final ControlConnection control;
  private final UpstreamTimes times;
  private final ListeningSockets listeners;

  private UpstreamSession(
      TorProcess process, ControlConnection control, Torrc torrc, UpstreamTimes times) {
    this.process = process;
    this.control = control;
    this.times = times;
    this.listeners = ListeningSockets.of(torrc);
  }

  /// Writes the torrc and lets tor check it.
  static void prepare(TorCommand command, Torrc torrc) {
    try {
      var folder =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
      Files.createDirectories(torrc.dataDirectory(), folder);
      Files.createDirectories(torrc.runDirectory(), folder);
      write(torrc.file(), torrc.text());
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "cannot write tor's configuration %s: %s; check space and permissions"
              .formatted(torrc.file(), e),
          e);
    }
    command.verify(torrc.file());
  }

  /// The file is tor's, like the folder that it is in. What is written goes to the new file and
  /// nowhere else, whatever happens to its name meanwhile.
  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_READS));
    try (var channel = FileChannel.open(file, options, mode)) {
      var owner = Files.getAttribute(file.resolveSibling("."), UID);
      if (!owner.equals(Files.getAttribute(file, UID, LinkOption.NOFOLLOW_LINKS))) {
        Files.setAttribute(file, UID, owner, LinkOption.NOFOLLOW_LINKS);
      }
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /// Starts tor and takes it over.
  static UpstreamSession open(TorCommand command, Torrc torrc, UpstreamTimes times)
      throws InterruptedException {
    StaleTor.clear(torrc.dataDirectory(), torrc.file(), times.stop());
    forgetLastRun(torrc);
    var process = command.start(torrc.file());
    boolean opened = false;
    try {
      awaitSocket(process, torrc.controlSocket(), times.start());
      var control = takeOver(process, torrc, times.command());
      opened = true;
      return new UpstreamSession(process, control, torrc, times);
    } finally {
      if (!opened) {
        process.kill();
      }
    }
  }

  /// What an earlier tor left could be taken for the new one's.
  private static void forgetLastRun(Torrc torrc) {
    try {
      Files.deleteIfExists(torrc.controlSocket());
      Files.deleteIfExists(torrc.cookieFile());
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "cannot remove the sockets of tor's last run in %s: %s; check permissions"
              .formatted(torrc.runDirectory(), e),
          e);
    }
  }

  private static void awaitSocket(TorProcess process, Path socket, Duration deadline)
      throws InterruptedException {
    for (long left = deadline.dividedBy(PAUSE); !Files.exists(socket); left--) {
      if (!process.isAlive()) {
        throw new GatewayException(ErrorKind.UPSTREAM, process.obituary());
      }
      if (left <= 0) {
        throw new GatewayException(
            ErrorKind.TIMEOUT,
            "tor did not open its control socket within %d s; see its warnings: %s"
                .formatted(deadline.toSeconds(), process.problems()));
      }
      Thread.sleep(PAUSE);
    }
  }

  private static ControlConnection takeOver(TorProcess process, Torrc torrc, Duration deadline)
      throws InterruptedException {
    ControlConnection control = null;
    boolean taken = false;
    try {
      control = ControlConnection.open(torrc.controlSocket(), deadline);
      control.authenticateSafeCookie(torrc.cookieFile());
      control.takeOwnership();
      control.resetConf("__OwningControllerProcess");
      control.setEvents(EVENTS);
      taken = true;
      return control;
    } catch (GatewayException e) {
      if (process.awaitEnd(PAUSE)) {
        throw new GatewayException(ErrorKind.UPSTREAM, process.obituary(), e);
      }
      throw e;
    } finally {
      if (!taken && control != null) {
        control.close();
      }
    }
  }

  ControlConnection control() {
    return control;
  }

  long pid() {
    return process.pid();
  }

  List<String> problems() {
    return process.problems();
  }

  /// What tor says about itself now.
  Readiness readiness() {
    boolean established = control.getInfo("status/circuit-established").equals("1");
    return Readiness.UNKNOWN.after(control.bootstrapPhase()).withCircuit(established, "");
  }

  /// Why nothing can reach this tor any more, although it runs; empty if all is well.
  Optional<String> unreachable() {
    return listeners
        .lost()
        .map(socket ->
            "tor's SocksPort %s is gone or is not tor's any more; tor is started again"
                .formatted(socket));
  }

  /// Gives up a tor that hangs: there is no use in asking it to end.
  void abandon() {
    process.kill();
  }

  /// Why the connection ended: tor's last words if it died, else the connection's own reason.
  String endReason(String connectionReason) throws InterruptedException {
    return process.awaitEnd(times.stop())
        ? process.obituary()
        : "the control connection ended: " + connectionReason;
  }

  /// Ends tor: asked first, killed last. Leaves no process behind.
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      if (process.isAlive() && control.isOpen()) {
        control.signal("SHUTDOWN");
      }
    } catch (GatewayException e) {
      // The end of the connection, next, ends tor as well.
    }
    control.close();
    try {
      process.stop(times.stop());
    } catch (InterruptedException e) {
      process.kill();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
