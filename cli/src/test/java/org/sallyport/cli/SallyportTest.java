package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.TorStatus;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.state.GatewayState;

/// Whole commands against a strict fake gateway on a real unix socket.
final class SallyportTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SALLYPORT_LAUNCHER", "/opt/sallyport/sallyport",
          "TERM", "xterm",
          "SHELL", "/bin/zsh",
          "SSH_AUTH_SOCK", "/tmp/agent");
  private static final AdminRequest STATUS = new AdminRequest.Status();

  private Bench bench = new Bench(Path.of("/nonexistent"), ENVIRONMENT);

  @BeforeEach
  void furnish(@TempDir Path home) {
    bench = new Bench(home, ENVIRONMENT);
  }

  private FakeGateway gateway() throws IOException {
    return new FakeGateway(bench.location());
  }

  @ParameterizedTest
  @EnumSource
  void statusTellsTheStateByItsExitStatus(GatewayState state) throws IOException {
    var tor = new TorStatus("0.4.9.11", 100, "done", "Done", null, null, null);
    try (var gateway = gateway().answers(STATUS, Replies.status(state, null, tor, Replies.HOLDS))) {
      gateway.start();
      int expected =
          switch (state) {
            case OPEN -> 0;
            case STARTING, STOPPING, STOPPED -> 20;
            case BLOCKED -> 21;
          };
      assertThat(bench.run("status")).isEqualTo(expected);
    }
  }

  @Test
  void violationOutweighsAnOpenState() throws IOException {
    var violated = Replies.all().get("status-violated");
    try (var gateway = gateway().answers(STATUS, violated == null ? Replies.open() : violated)) {
      gateway.start();
      assertThat(bench.run("status")).isEqualTo(22);
      assertThat(bench.out()).startsWith("VIOLATION: ");
    }
  }

  @Test
  void jsonIsTheReplyItself() throws IOException {
    try (var gateway = gateway().answers(STATUS, Replies.open())) {
      gateway.start();
      assertThat(bench.run("status", "--json")).isZero();
      assertThat(bench.out()).startsWith("{\n  \"reply\" : \"status\",\n  \"state\" : \"OPEN\"");
    }
  }

  @Test
  void newIdentityIsForWhomItIsAsked() throws IOException {
    var reply = new AdminReply.NewIdentityReply(1, List.of("research/mail"));
    try (var gateway =
        gateway().answers(new AdminRequest.NewIdentity("research", "mail", true), reply)) {
      gateway.answers(new AdminRequest.NewIdentity(null, null, false), reply).start();
      assertThat(bench.run("newnym", "-w", "research", "--app", "mail", "--keep-streams")).isZero();
      assertThat(bench.run("newnym")).isZero();
      assertThat(bench.out()).isEqualTo("New identity for research/mail; 1 circuit closed.\n");
    }
  }

  @Test
  void isolationEndsWith1WhenItIsViolated() throws IOException {
    try (var gateway = gateway().answers(new AdminRequest.Isolation(), Replies.violated())) {
      gateway.answers(new AdminRequest.Isolation(), Replies.violated()).start();
      assertThat(bench.run("isolation")).isEqualTo(1);
      assertThat(bench.run("isolation", "--watch")).isEqualTo(1);
    }
  }

  @Test
  void evidenceGoesIntoANewFileOfTheUsersAlone(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("proof.json");
    var evidence = Objects.requireNonNull(Replies.all().get("evidence"));
    try (var gateway = gateway().answers(new AdminRequest.Evidence(), evidence)) {
      gateway.answers(new AdminRequest.Evidence(), evidence).start();
      assertThat(bench.run("isolation", "--evidence", file.toString())).isEqualTo(1);
      assertThat(Files.readString(file)).contains("STREAM 16 SUCCEEDED 2 [scrubbed]");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(bench.run("isolation", "--evidence", file.toString())).isEqualTo(11);
      assertThat(bench.err()).contains("Cannot write the evidence to " + file);
    }
  }

  @Test
  void destinationOfATestMustBeOne() {
    assertThat(bench.run("isolation", "--test", "--destination", "nowhere")).isEqualTo(2);
    assertThat(bench.err()).contains("nowhere").contains("HOST:PORT");
  }

  @Test
  void runBecomesWhatTheGatewaySays() throws IOException {
    var launch =
        new AdminReply.LaunchReply(
            List.of("/usr/bin/nsenter", "--", "curl"),
            Map.of("A", "b"),
            Map.of(10, "/x/filter"),
            "1");
    try (var gateway = gateway().answers(STATUS, Replies.open())) {
      gateway.answersIf(request -> isLaunchOfCurl(request), launch).start();
      bench.run("run", "-w", "research", "--ephemeral", "--", "curl", "--", "-v");
    }
    assertThat(bench.became()).isEqualTo(launch.argv());
    assertThat(bench.becameWith()).isEqualTo(launch.environment());
    assertThat(bench.handed()).isEqualTo(Map.of(10, Path.of("/x/filter")));
  }

  private static boolean isLaunchOfCurl(AdminRequest request) {
    var expected =
        new AdminRequest.Launch(
            "research",
            null,
            true,
            ProcessHandle.current().pid(),
            List.of("curl", "--", "-v"),
            Map.of("TERM", "xterm"),
            Path.of("").toAbsolutePath().toString(),
            false,
            false);
    return request.equals(expected);
  }

  @Test
  void runTakesOptionsOfTheCommandForTheCommandsOwn() throws IOException {
    var launch = new AdminReply.LaunchReply(List.of("/x"), Map.of(), Map.of(), "1");
    var argv = List.of("curl", "--json", "-h", "@file");
    try (var gateway = gateway().answers(STATUS, Replies.open())) {
      gateway
          .answersIf(
              request -> request instanceof AdminRequest.Launch l && l.argv().equals(argv), launch)
          .start();
      bench.run("run", "curl", "--json", "-h", "@file");
    }
    assertThat(bench.became()).isEqualTo(List.of("/x"));
  }

  @Test
  void shellIsTheUsersOwn() throws IOException {
    var launch = new AdminReply.LaunchReply(List.of("/x"), Map.of(), Map.of(), "1");
    try (var gateway = gateway().answers(STATUS, Replies.open())) {
      gateway
          .answersIf(
              request ->
                  request instanceof AdminRequest.Launch l
                      && l.shell()
                      && l.argv().equals(List.of("/bin/zsh", "-i"))
                      && l.workstation().equals("default"),
              launch)
          .start();
      bench.run("shell");
    }
    assertThat(bench.became()).isEqualTo(List.of("/x"));
  }

  @Test
  void runThatFailsEndsWith125() throws IOException {
    var refusal = new AdminReply.Failure(ErrorKind.STORAGE, "The disk is full.");
    try (var gateway = gateway().answers(STATUS, Replies.open())) {
      gateway.answersIf(request -> request instanceof AdminRequest.Launch, refusal).start();
      assertThat(bench.run("run", "true")).isEqualTo(125);
    }
    assertThat(bench.err()).isEqualTo("sallyport: The disk is full.\n");
    assertThat(bench.became()).isEmpty();
  }

  @Test
  void downWaitsUntilTheGatewayIsGone() throws IOException {
    var stop = new AdminReply.StopReply(Integer.MAX_VALUE);
    try (var gateway = gateway().answers(new AdminRequest.Stop(), stop)) {
      gateway.start();
      assertThat(bench.run("down")).isZero();
      assertThat(bench.location().adminSocket()).doesNotExist();
    }
  }

  @Test
  void downIsContentWhenNoneRuns() {
    assertThat(bench.run("down")).isZero();
    assertThat(bench.out()).isEqualTo("No gateway runs for the network tor.\n");
    assertThat(bench.run("down", "--json")).isZero();
    assertThat(bench.out()).contains("\"pid\" : 0");
  }

  @Test
  void upInTheForegroundBecomesTheGateway() {
    bench.run("up", "--config", "/c.toml");
    assertThat(bench.became())
        .containsExactly(
            "/opt/sallyport/sallyport", "__daemon", "--network", "tor", "--config", "/c.toml");
    assertThat(bench.becameWith()).containsAllEntriesOf(ENVIRONMENT);
  }

  @Test
  void upInTheForegroundLeavesARunningGatewayAlone() throws IOException {
    try (var gateway = gateway().answers(STATUS, Replies.open())) {
      gateway.start();
      assertThat(bench.run("up")).isEqualTo(6);
      assertThat(bench.err()).contains("A gateway already runs");
      assertThat(bench.run("up", "--detach")).isZero();
      assertThat(bench.out()).startsWith("Gateway    open");
    }
    assertThat(bench.became()).isEmpty();
  }
}
