package org.sallyport.testbed.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.world.Command;

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
      for (String name : List.of("host", "client")) {
        String key = directory.resolve(name).toString();
        String _ =
            Command.run(
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key), "");
      }
      write(
          directory.resolve("sshd_config"),
          """
          ListenAddress %s:22
          HostKey %s/host
          AuthorizedKeysFile %2$s/client.pub
          PidFile none
          UsePAM no
          StrictModes no
          PasswordAuthentication no
          KbdInteractiveAuthentication no
          """
              .formatted(ADDRESS, directory));
      write(directory.resolve("passwd"), "%s:x:%d:%2$d::/:/bin/sh\n".formatted(ACCOUNT, UID));
      write(directory.resolve("group"), "%s:x:%d:\n".formatted(ACCOUNT, UID));
      write(UNPRIVILEGED_PORTS, "0");
      var process = new ProcessBuilder(server(directory)).redirectErrorStream(true).start();
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

  /// In a user namespace, where one account is all there are.
  private static List<String> server(Path directory) {
    String uid = Integer.toString(UID);
    return List.of(
        "bwrap",
        "--unshare-user",
        "--uid",
        uid,
        "--gid",
        uid,
        "--die-with-parent",
        "--dev-bind",
        "/",
        "/",
        "--ro-bind",
        directory.resolve("passwd").toString(),
        "/etc/passwd",
        "--ro-bind",
        directory.resolve("group").toString(),
        "/etc/group",
        "--",
        "/bin/sh",
        "-c",
        "exec /usr/sbin/sshd -D -e -f \"$0\" 2>&1",
        directory.resolve("sshd_config").toString());
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
