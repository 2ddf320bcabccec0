package org.sallyport.api.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminReply.StopReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Over a real unix socket, against a strict fake.
final class AdminClientTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final AdminRequest STOP = new AdminRequest.Stop();

  private RuntimeLocation location = RuntimeLocation.ofThisProcess(Network.TOR);

  @BeforeEach
  void locate(@TempDir Path home) {
    var own = Surroundings.ofThisProcess();
    var surroundings =
        new Surroundings(Map.of("SALLYPORT_HOME", home.toString()), own.uid(), own.owned());
    location = RuntimeLocation.of(surroundings, Network.TOR);
  }

  @Test
  void asksSeveralQuestionsOnOneConnection() throws Exception {
    var status = new AdminRequest.Status();
    try (var gateway = new FakeGateway(location).answers(status, new StopReply(1))) {
      gateway.answers(STOP, new StopReply(2)).start();
      try (var client = AdminClient.connect(location)) {
        assertThat(client.ask(status, StopReply.class, LONG)).isEqualTo(new StopReply(1));
        assertThat(client.ask(STOP, StopReply.class, LONG)).isEqualTo(new StopReply(2));
      }
    }
  }

  @Test
  void carriesRequestAndReplyLargerThanSocketBuffers() throws Exception {
    var argv = Collections.nCopies(40_000, "a long argument, with \"quotes\"");
    var launch = new AdminRequest.Launch("w", null, false, 1, argv, Map.of(), "/", false, false);
    var reply = new AdminReply.LaunchReply(argv, Map.of(), Map.of(), "1");
    try (var gateway = new FakeGateway(location).answers(launch, reply)) {
      gateway.start();
      try (var client = AdminClient.connect(location)) {
        assertThat(client.ask(launch, AdminReply.LaunchReply.class, LONG)).isEqualTo(reply);
      }
    }
  }

  @Test
  void saysHowToStartGatewayWhenNoneRuns() {
    failsToConnect(ErrorKind.NOT_RUNNING, "sallyport up --detach --network tor");
  }

  @Test
  void takesSocketThatNobodyServesForNoGateway() throws Exception {
    new FakeGateway(location).close();
    assertThat(location.adminSocket()).exists();
    failsToConnect(ErrorKind.NOT_RUNNING, "nothing answers at " + location.adminSocket());
  }

  @Test
  void refusesSocketInDirectoryThatOthersEnter() throws Exception {
    new FakeGateway(location).close();
    Files.setPosixFilePermissions(
        location.runtimeDirectory(), PosixFilePermissions.fromString("rwxrwxrwx"));
    failsToConnect(ErrorKind.PERMISSION, "cannot be trusted");
  }

  @Test
  void passesFailureOfGatewayOn() throws Exception {
    var failure = new AdminReply.Failure(ErrorKind.STORAGE, "The disk is full. Make room.");
    try (var gateway = new FakeGateway(location).answers(STOP, failure)) {
      gateway.start();
      failsToAsk(LONG, ErrorKind.STORAGE, "The disk is full. Make room.");
    }
  }

  @Test
  void givesUpAtDeadline() throws Exception {
    try (var gateway = new FakeGateway(location).answersBytes(STOP)) {
      gateway.start();
      failsToAsk(SHORT, ErrorKind.TIMEOUT, "did not answer within 50 ms");
    }
  }

  @Test
  void reportsConnectionThatBreaksOff() throws Exception {
    try (var gateway =
        new FakeGateway(location).answersBytes(STOP, "{\"reply\":".getBytes(UTF_8))) {
      gateway.start();
      failsToAsk(LONG, ErrorKind.INTERNAL, "it closed the connection");
    }
  }

  @Test
  void reportsReplyThatIsNone() throws Exception {
    try (var gateway = new FakeGateway(location).answersBytes(STOP, "hello\n".getBytes(UTF_8))) {
      gateway.start();
      failsToAsk(LONG, ErrorKind.INTERNAL, "another version");
    }
  }

  @Test
  void reportsReplyOfAnotherKind() throws Exception {
    var reply = new AdminReply.NewIdentityReply(0, List.of());
    try (var gateway = new FakeGateway(location).answers(STOP, reply)) {
      gateway.start();
      failsToAsk(LONG, ErrorKind.INTERNAL, "something else");
    }
  }

  private void failsToAsk(Duration within, ErrorKind kind, String words) {
    try (var client = AdminClient.connect(location)) {
      assertThatThrownBy(() -> client.ask(STOP, StopReply.class, within))
          .hasMessageContaining(words)
          .extracting(e -> ((GatewayException) e).kind())
          .isEqualTo(kind);
    }
  }

  private void failsToConnect(ErrorKind kind, String words) {
    assertThatThrownBy(() -> AdminClient.connect(location))
        .hasMessageContaining(words)
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(kind);
  }
}
