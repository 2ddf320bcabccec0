package org.sallyport.testbed.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The files of a network: one directory per node (mode 0700) with its torrc and keys, and beside
/// them what all share.
record NodeFiles(Path base) {
  /// `sun_path` holds 108 bytes with its terminator; the longest socket is `{nickname}/control`.
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String LONGEST_NAME = "/bridge00/control";

  NodeFiles {
    var length = base.toString().length() + LONGEST_NAME.length();
    if (!base.isAbsolute() || length > MAX_SOCKET_PATH_BYTES) {
      throw new IllegalArgumentException(
          "dir: %s (expected: absolute, at most %d bytes: a unix socket lives below it)"
              .formatted(base, MAX_SOCKET_PATH_BYTES - LONGEST_NAME.length()));
    }
  }

  /// Where a node lives.
  Path directory(NetworkNode node) {
    return base.resolve(node.nickname());
  }

  /// Writes everything that the plan's nodes need before they start.
  void write(NetworkPlan plan) {
    try {
      Files.createDirectories(base);
      Files.writeString(base.resolve("empty"), "");
      Files.writeString(base.resolve("resolv.conf"), "nameserver " + PrivateAddresses.DNS + "\n");
      for (var planned : plan.nodes()) {
        writeNode(plan, planned);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Makes the directory of a client with these torrc lines, and gives it.
  Path client(String name, List<String> lines) {
    var directory = base.resolve(name);
    var torrc =
        """
        DataDirectory %s
        Log notice file %1$s/notice.log
        __OwningControllerProcess %d
        ControlPort unix:%1$s/control
        CookieAuthentication 0
        SocksPort unix:%1$s/socks
        Schedulers Vanilla
        %s
        """
            .formatted(directory, ProcessHandle.current().pid(), String.join("\n", lines));
    try {
      Files.createDirectories(directory, PRIVATE);
      Files.writeString(directory.resolve("torrc"), torrc);
      return directory;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private GatewayException failed(IOException e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "The private Tor network's files could not be written below %s (%s). Free some space or"
                .formatted(base, e)
            + " choose another directory.",
        e);
  }

  private void writeNode(NetworkPlan plan, NetworkPlan.PlannedNode planned) throws IOException {
    var node = planned.node();
    var directory = directory(node);
    var keys = directory.resolve("keys");
    Files.createDirectories(keys, PRIVATE);
    var torrc =
        new NodeTorrc(node, directory, plan.directoryLines(), ProcessHandle.current().pid());
    Files.writeString(directory.resolve("torrc"), torrc.text());
    Files.writeString(directory.resolve("state"), BandwidthHistory.state(Instant.now()));
    Files.writeString(keys.resolve("secret_id_key"), planned.identity().privatePem());
    if (node.role() == NodeRole.AUTHORITY) {
      var certificate = plan.certificate();
      Files.writeString(keys.resolve("authority_certificate"), certificate.text());
      Files.writeString(keys.resolve("authority_signing_key"), certificate.signing().privatePem());
    }
  }
}
