package org.sallyport.testbed.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.world.Command;
import org.sallyport.testbed.world.SshFiles;

/// An SSH server of the demonstration's Internet, the usual program without privileges, and the key
/// of somebody who may log in.
///
/// @param directory its files
/// @param process the server
record SshHost(Path directory, Process process) implements AutoCloseable {
  private static final String ADDRESS = "198.51.100.9";

  /// Who may log in.
  static final String ACCOUNT = "guest";

  private static final int UID = 1000;

  /// Of this process's network only: whoever is there may listen at any port.
  private static final Path UNPRIVILEGED_PORTS =
      Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

  /// Starts it in this process's network, and returns when it listens.
  static SshHost start(Path room) {
    try {
      Path directory = Files.createTempDirectory(room, "ssh-");
      var files = new SshFiles(directory, ACCOUNT, UID);
      for (String name : List.of("host", "client")) {
        String _ = Command.run(files.keyMaker(name), "");
      }
      write(directory.resolve("sshd_config"), files.configuration(ADDRESS + ":22", "client.pub"));
      write(directory.resolve("passwd"), files.accounts("/"));
      write(directory.resolve("group"), files.groups());
      write(UNPRIVILEGED_PORTS, "0");
      var process = new ProcessBuilder(files.command()).redirectErrorStream(true).start();
      awaitListening(process);
      return new SshHost(directory, process);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The demonstration's SSH server did not start (%s). Install openssh-server."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static void awaitListening(Process process) throws IOException {
    var said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains("Server listening")) {
        return;
      }
    }
    throw new IOException("sshd ended");
  }

  private static void write(Path file, String text) throws IOException {
    Path _ = Files.writeString(file, text);
  }

  /// The options of a client that logs in and trusts this host only.
  String options() {
    return "-i %s -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
            .formatted(directory.resolve("client"))
        + " -o LogLevel=ERROR";
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
