package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sallyport.testbed.world.SshFiles;

/// A host of the private world that serves a git repository by HTTP and by SSH, and shell commands
/// by SSH. Both servers are the usual programs on high ports of `web.test`, without privileges.
///
/// The repository has one file, `greeting`, with one line, [#GREETING].
final class WorldHost implements AutoCloseable {
  static final String GREETING = "hello from the private world";
  static final int HTTP_PORT = 8081;
  static final int SSH_PORT = 2222;

  private static final String ADDRESS = "192.88.99.50";
  private static final String ACCOUNT = "git";
  private static final int ACCOUNT_UID = 1000;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Deployment deployment;
  private final Path directory;
  private final SshFiles sshFiles;
  private final Running http;
  private final Running ssh;

  private WorldHost(Deployment deployment) {
    this.deployment = deployment;
    this.directory = deployment.home().resolve("world");
    this.sshFiles = new SshFiles(directory, ACCOUNT, ACCOUNT_UID);
    try {
      Files.createDirectory(directory);
      keys();
      repository();
      accounts();
      try (var files = Files.walk(directory)) {
        files.forEach(deployment::own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var uplink = Uplink.of(deployment);
    http = uplink.start(httpServer());
    ssh = uplink.start(sshFiles.command().toArray(String[]::new));
  }

  /// Starts both servers and returns when they listen.
  static WorldHost start(Deployment deployment) {
    var host = new WorldHost(deployment);
    host.http.awaitOut("Serving HTTP", LIMIT);
    host.ssh.awaitOut("Server listening", LIMIT);
    return host;
  }

  /// The URL of the repository by HTTP.
  String httpUrl() {
    return "http://web.test:" + HTTP_PORT + "/repo.git";
  }

  /// The URL of the repository by SSH.
  String sshUrl() {
    return "ssh://" + ACCOUNT + "@web.test:" + SSH_PORT + directory.resolve("repo.git");
  }

  /// The private key that may log in.
  String clientKey() {
    return read("client");
  }

  /// What a client must know of the host.
  String knownHosts() {
    return "[web.test]:" + SSH_PORT + " " + read("host.pub");
  }

  /// The account and host for `ssh`.
  String login() {
    return ACCOUNT + "@web.test";
  }

  private void keys() {
    for (String name : List.of("host", "client")) {
      local(sshFiles.keyMaker(name).toArray(String[]::new));
    }
    write("authorized_keys", read("client.pub"));
    write("sshd_config", sshFiles.configuration(ADDRESS + ":" + SSH_PORT, "authorized_keys"));
  }

  private void repository() {
    var work = directory.resolve("work").toString();
    var bare = path("repo.git");
    local("git", "init", "-q", "-b", "main", work);
    write("work/greeting", GREETING + "\n");
    local("git", "-C", work, "add", "greeting");
    local(
        "git",
        "-C",
        work,
        "-c",
        "user.name=World",
        "-c",
        "user.email=world@web.test",
        "commit",
        "-q",
        "-m",
        "Greet");
    local("git", "clone", "-q", "--bare", work, bare);
    local("git", "-C", bare, "update-server-info");
  }

  /// The SSH server logs in whom the account list names: one of its own is bound over the host's.
  private void accounts() {
    write("passwd", sshFiles.accounts(directory.toString()));
    write("group", sshFiles.groups());
  }

  private String[] httpServer() {
    return new String[] {
      "python3",
      "-u",
      "-m",
      "http.server",
      "--bind",
      ADDRESS,
      "--directory",
      directory.toString(),
      Integer.toString(HTTP_PORT)
    };
  }

  private static void local(String... command) {
    Outcome.of(List.of(command), Map.of("HOME", "/nonexistent"), LIMIT).assertOk();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.kill(LIMIT);
    ssh.kill(LIMIT);
  }

  @Override
  public String toString() {
    return "host of the private world for " + deployment;
  }
}
