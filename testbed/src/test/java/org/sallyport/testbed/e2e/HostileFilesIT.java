package org.sallyport.testbed.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.e2e.TorWatch.Seen;

/// A gateway whose caller's environment is hostile: what reaches it, what it leaves in files, in
/// command lines and for other users, and that the machine stays as it was.
@ParameterizedClass
@MethodSource("deployments")
final class HostileFilesIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /// What would load code into a program, or steer it. None does any harm here: there is nothing at
  /// these places.
  private static final Map<String, String> INJECTED =
      Map.of(
          "JAVA_TOOL_OPTIONS", "-Dinjected=1",
          "JDK_JAVA_OPTIONS", "-Dinjected=2",
          "LD_LIBRARY_PATH", "/nonexistent/injected",
          "LD_BIND_NOT", "injected",
          "BASH_ENV", "/nonexistent/injected",
          "CLASSPATH", "/nonexistent/injected",
          "TOR_CONTROL_PORT", "injected",
          "TOR_SOCKS_PORT", "injected",
          "http_proxy", "http://injected.test:1");

  private static final String USER = "somebodys-name";
  private static final String PASSWORD = "somebodys-password";
  private static final String PAYLOAD = "somebodys-payload";

  private final Deployment deployment;

  HostileFilesIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream()
        .map(account -> {
          var deployment = Deployment.of(account);
          INJECTED.forEach(deployment::with);
          return deployment.up();
        });
  }

  @Test
  void environmentOfTheCallerDoesNotReachTheGateway() {
    assertOfEach(process ->
        assertThat(read(process, "environ"))
            .as(Traces.commandLine(process))
            .doesNotContain("injected")
            .doesNotContain("JAVA_TOOL_OPTIONS"));
  }

  @Test
  void crashLeavesNoMemoryBehind() {
    assertOfEach(process -> {
      assertThat(read(process, "limits"))
          .as(Traces.commandLine(process))
          .containsPattern("Max core file size +0 +0 ");
      assertThat(read(process, "coredump_filter").strip()).isEqualTo("00000000");
    });
    assertThat(Traces.commandLine(deployment.gateway()))
        .contains("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null");
  }

  /// The gateway's process and all that it has started; the rest of the private world is no part of
  /// a gateway, but runs in its process.
  private List<ProcessHandle> ours() {
    var all = new ArrayList<ProcessHandle>();
    all.add(deployment.gateway());
    deployment.gateway().descendants().forEach(all::add);
    return all;
  }

  @Test
  void everyFileIsOursAlone() throws IOException {
    deployment.run("files", "true").assertOk();
    for (String directory : List.of("run", "run/testnet", "run/testnet/tor", "state/testnet")) {
      assertThat(PosixFilePermissions.toString(mode(deployment.home().resolve(directory))))
          .as(directory)
          .isEqualTo("rwx------");
    }
    var owners =
        List.of(
            String.valueOf(deployment.account().uid()),
            Files.getAttribute(deployment.runtime().resolve("tor"), "unix:uid").toString());
    List<String> all = List.of("find", deployment.home().toString(), "-printf", "%U %p\\n");
    assertThat(Outcome.of(all, Map.of(), SOON).out().lines())
        .hasSizeGreaterThan(20)
        .allMatch(file -> owners.contains(file.substring(0, file.indexOf(' '))));
  }

  /// Attacker: another user who got past the directories, because somebody opened them.
  @Test
  void adminSocketAnswersNobodyElse() throws IOException {
    Path socket = deployment.runtime().resolve("admin.sock");
    String ask =
        """
        import socket, sys
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        s.sendall(b'{"command": "status"}\\n')
        print('got', len(s.recv(65536)))
        """;
    List<String> question = List.of("/usr/bin/python3", "-c", ask, socket.toString());
    List<Path> opened =
        List.of(
            deployment.home(), deployment.runtime().resolve(".."), deployment.runtime(), socket);
    var before = new HashMap<Path, String>();
    for (Path path : opened) {
      before.put(path, PosixFilePermissions.toString(mode(path)));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    try {
      for (List<String> prefix : Account.strangers()) {
        var line = new ArrayList<>(prefix);
        line.addAll(question);
        Outcome outcome = Outcome.of(line, Map.of(), SOON);
        assertThat(outcome.out() + outcome.err())
            .containsAnyOf("got 0", "ConnectionResetError", "BrokenPipeError");
      }
    } finally {
      for (Path path : opened) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(before.get(path)));
      }
    }
    assertThat(Outcome.of(question, Map.of(), SOON).assertOk().out()).doesNotContain("got 0");
  }

  @Test
  void nothingIsWrittenAboutWhoWentWhere() throws IOException {
    try (var watch = TorWatch.of(deployment)) {
      String proxy = "socks5h://" + USER + ":" + PASSWORD + "@127.0.0.1:9050";
      List<Seen> seen =
          watch.during(() ->
              deployment
                  .run("secret", "curl", "-sS", "-x", proxy, "http://www.web.test/?" + PAYLOAD)
                  .assertOk());
      var secrets = new ArrayList<>(List.of(USER, PASSWORD, PAYLOAD, "www.web.test"));
      seen.forEach(stream -> secrets.add(stream.token()));
      assertThat(secrets).hasSizeGreaterThan(4);
      assertOfEach(process ->
          assertThat(read(process, "cmdline") + read(process, "environ"))
              .doesNotContain(secrets.toArray(String[]::new)));
      assertThat(filesWith(secrets)).isEmpty();
      Path control = Files.writeString(deployment.runtime().resolve("control"), secrets.getLast());
      assertThat(filesWith(secrets)).containsExactly(control.toString());
      Files.delete(control);
    }
  }

  /// The gateway's files that contain one of these; what the private world's servers saw, its own
  /// file tells.
  private List<String> filesWith(List<String> texts) {
    var search = new ArrayList<>(List.of("grep", "-rlaFs", "-Dskip", "--exclude=testnet.json"));
    texts.forEach(text -> search.addAll(List.of("-e", text)));
    search.addAll(List.of("--", deployment.runtime().toString(), state().toString()));
    return Outcome.of(search, Map.of(), SOON).out().lines().toList();
  }

  private Path state() {
    return deployment.home().resolve("state/testnet");
  }

  @Test
  void machineStaysAsItWas() {
    String before = machine();
    try (var talker = Talker.start(deployment, List.of("--app", "quiet"), 1)) {
      talker.tell().assertAllAlive();
      assertThat(machine()).isEqualTo(before);
    }
  }

  /// The machine's own interfaces, routes and packet rules, as far as this account may see them.
  private static String machine() {
    var text = new StringBuilder();
    for (String command : List.of("ip -br link", "ip -4 route", "ip rule", "nft -s list ruleset")) {
      text.append(Outcome.of(List.of(command.split(" ", -1)), Map.of(), SOON).out());
    }
    return text.toString();
  }

  private static Set<PosixFilePermission> mode(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class).permissions();
  }

  /// Each that is still there afterwards: what the gateway runs for a moment may be gone.
  private void assertOfEach(Consumer<ProcessHandle> assertion) {
    List<ProcessHandle> processes = ours();
    assertThat(processes).hasSizeGreaterThan(2);
    for (ProcessHandle process : processes) {
      try {
        assertion.accept(process);
      } catch (UncheckedIOException e) {
        assertThat(process.isAlive()).as("%s: %s", process.pid(), e).isFalse();
      }
    }
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid()).resolve(file), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
