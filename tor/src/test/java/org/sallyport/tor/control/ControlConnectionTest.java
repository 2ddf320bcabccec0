package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class ControlConnectionTest {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final String BUSY = "!busy 100\n< 650 SIGNAL HEARTBEAT\n";

  @TempDir private Path folder;

  @FunctionalInterface
  private interface Client {
    void speak(ControlConnection connection) throws Exception;
  }

  private void converse(String dialogue, Client client) throws Exception {
    converse(dialogue, DEADLINE, client);
  }

  private void converse(String dialogue, Duration deadline, Client client) throws Exception {
    try (var tor = new FakeTor(folder, dialogue)) {
      try (var connection = ControlConnection.open(tor.socket(), deadline)) {
        client.speak(connection);
      }
    }
  }

  private static ErrorKind kindOf(Throwable failure) {
    assertThat(failure).isInstanceOf(GatewayException.class);
    return ((GatewayException) failure).kind();
  }

  @Test
  void speaksTheWholeDialogueOfAnOwner() throws Exception {
    converse(
        """
        > AUTHENTICATE
        < 250 OK
        > TAKEOWNERSHIP
        < 250 OK
        > RESETCONF __OwningControllerProcess
        < 250 OK
        > SETEVENTS STREAM CIRC
        < 250 OK
        > GETINFO version
        < 250-version=0.4.9.11
        < 250 OK
        > SETCONF A="x y" B="\\"q\\""
        < 250 OK
        > SIGNAL NEWNYM
        < 650 SIGNAL NEWNYM
        < 250 OK
        """,
        connection -> {
          connection.authenticateNull();
          connection.takeOwnership();
          connection.resetConf("__OwningControllerProcess");
          connection.setEvents(List.of("STREAM", "CIRC"));
          assertThat(connection.getInfo("version")).isEqualTo("0.4.9.11");
          var options = new LinkedHashMap<String, String>();
          options.put("A", "x y");
          options.put("B", "\"q\"");
          connection.setConf(options);
          connection.signal("NEWNYM");
          assertThat(connection.pollEvent(DEADLINE)).contains(new SignalEvent("NEWNYM"));
          assertThat(connection.isOpen()).isTrue();
        });
  }

  @Test
  void provesCookieWithoutSendingIt() throws Exception {
    byte[] cookie = HexFormat.of().parseHex(SafeCookieTest.COOKIE);
    Files.write(folder.resolve("cookie"), cookie);
    converse(
        """
        > PROTOCOLINFO 1
        < 250-PROTOCOLINFO 1
        < 250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE="/x"
        < 250-VERSION Tor="0.4.9.11"
        < 250 OK
        > AUTHCHALLENGE SAFECOOKIE %s
        < 250 AUTHCHALLENGE SERVERHASH=%s SERVERNONCE=%s
        > AUTHENTICATE %s
        < 250 OK
        """
            .formatted(
                SafeCookieTest.CLIENT_NONCE,
                SafeCookieTest.SERVER_HASH,
                SafeCookieTest.SERVER_NONCE,
                SafeCookieTest.CLIENT_HASH),
        connection ->
            connection.authenticateSafeCookie(
                folder.resolve("cookie"), HexFormat.of().parseHex(SafeCookieTest.CLIENT_NONCE)));
  }

  @Test
  void refusesCookieFileOfWrongLengthBeforeSpeakingOfIt() throws Exception {
    Files.write(folder.resolve("cookie"), new byte[33]);
    converse(
        """
        > PROTOCOLINFO 1
        < 250 OK
        > PROTOCOLINFO 1
        < 250 OK
        """,
        connection -> {
          assertThatThrownBy(() -> connection.authenticateSafeCookie(folder.resolve("cookie")))
              .hasMessageContaining("32 bytes");
          assertThatThrownBy(() -> connection.authenticateSafeCookie(folder.resolve("none")))
              .hasMessageContaining("cannot read tor's authentication cookie");
        });
  }

  @Test
  void reportsRefusalWithTorsAnswerButNotTheArguments() throws Exception {
    converse(
        "> CLOSESTREAM 1234 1\n< 552 Unknown stream\n",
        connection ->
            assertThatThrownBy(() -> connection.send("CLOSESTREAM 1234 1"))
                .hasMessage("tor refused CLOSESTREAM: 552 Unknown stream; see tor's log")
                .satisfies(e -> assertThat(kindOf(e)).isEqualTo(ErrorKind.UPSTREAM)));
  }

  @Test
  void closesCircuitsAndToleratesThoseAlreadyGone() throws Exception {
    converse(
        """
        > CLOSECIRCUIT 7
        < 250 OK
        > CLOSECIRCUIT 8
        < 552 Unknown circuit "8"
        > CLOSECIRCUIT 9
        < 512 Bad arguments
        """,
        connection -> {
          assertThat(connection.closeCircuit(7)).isTrue();
          assertThat(connection.closeCircuit(8)).isFalse();
          assertThatExceptionOfType(GatewayException.class)
              .isThrownBy(() -> connection.closeCircuit(9));
        });
  }

  @Test
  void readsCircuitsAndBootstrapPhase() throws Exception {
    converse(
        """
        > GETINFO circuit-status
        < 250+circuit-status=
        < 3 BUILT $A~a,$B~b PURPOSE=GENERAL
        < 4 LAUNCHED PURPOSE=GENERAL
        < .
        < 250 OK
        > GETINFO circuit-status
        < 250-circuit-status=
        < 250 OK
        > GETINFO status/bootstrap-phase
        < 250-status/bootstrap-phase=NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY="Done"
        < 250 OK
        """,
        connection -> {
          assertThat(connection.circuits()).extracting(CircuitEvent::id).containsExactly(3, 4);
          assertThat(connection.circuits()).isEmpty();
          assertThat(connection.bootstrapPhase().progress()).isEqualTo(100);
        });
  }

  @Test
  void timesOutAndGivesTheLateAnswerToNobodyElse() throws Exception {
    converse(
        """
        > GETINFO slow
        > GETINFO fast
        < 250-slow=1
        < 250 OK
        < 250-fast=2
        < 250 OK
        """,
        Duration.ofMillis(500),
        connection -> {
          assertThatThrownBy(() -> connection.getInfo("slow"))
              .hasMessageContaining("did not answer GETINFO within 500 ms")
              .satisfies(e -> assertThat(kindOf(e)).isEqualTo(ErrorKind.TIMEOUT));
          assertThat(connection.getInfo("fast")).isEqualTo("2");
        });
  }

  @Test
  void waitsForABusyTorThatStillTellsEvents() throws Exception {
    converse(
        "> GETINFO slow\n" + BUSY.repeat(8) + "< 250-slow=1\n< 250 OK\n",
        Duration.ofMillis(400),
        connection -> assertThat(connection.getInfo("slow")).isEqualTo("1"));
  }

  @Test
  void doesNotWaitForEverForATorThatOnlyTellsEvents() throws Exception {
    converse(
        "> GETINFO never\n" + BUSY.repeat(20) + "< 250-never=1\n< 250 OK\n" + BUSY,
        Duration.ofMillis(150),
        connection -> {
          assertThatThrownBy(() -> connection.getInfo("never"))
              .satisfies(e -> assertThat(kindOf(e)).isEqualTo(ErrorKind.TIMEOUT));
          for (int event = 0; event < 21; event++) {
            assertThat(connection.takeEvent()).isInstanceOf(SignalEvent.class);
          }
        });
  }

  @Test
  void failsAllWhoWaitWhenTorGoes() throws Exception {
    converse(
        "> GETINFO a\n!close\n",
        connection -> {
          assertThatThrownBy(() -> connection.getInfo("a"))
              .hasMessageContaining("tor closed the connection")
              .satisfies(e -> assertThat(kindOf(e)).isEqualTo(ErrorKind.UPSTREAM));
          assertThat(connection.takeEvent()).isInstanceOf(ConnectionEnded.class);
          assertThat(connection.takeEvent()).isInstanceOf(ConnectionEnded.class);
          assertThat(connection.isOpen()).isFalse();
          assertThat(connection.onClosed().toCompletableFuture().get(5, TimeUnit.SECONDS))
              .isEqualTo("tor closed the connection");
          assertThatThrownBy(() -> connection.getInfo("b"))
              .hasMessageContaining("tor closed the connection");
        });
  }

  @Test
  void endsWhenTorAnswersUnasked() throws Exception {
    converse(
        "< 250 OK\n",
        connection ->
            assertThat(connection.takeEvent())
                .isEqualTo(new ConnectionEnded("tor answered a command that nobody sent")));
  }

  @Test
  void endsWhenTorBreaksTheProtocol() throws Exception {
    converse(
        "< HTTP/1.1 400 Bad Request\n",
        connection ->
            assertThat(connection.takeEvent())
                .isEqualTo(
                    new ConnectionEnded(
                        "tor broke the control protocol: a line does not begin with a status")));
  }

  @Test
  void givesEveryThreadItsOwnAnswer() throws Exception {
    int threads = 16;
    int rounds = 20;
    try (var tor = new EchoTor(folder);
        var connection = ControlConnection.open(tor.socket(), DEADLINE)) {
      var answers = new ArrayList<Future<?>>();
      for (int thread = 0; thread < threads; thread++) {
        String name = "key" + thread;
        var done = new CompletableFuture<Void>();
        answers.add(done);
        Thread.startVirtualThread(() -> {
          try {
            for (int round = 0; round < rounds; round++) {
              assertThat(connection.getInfo(name + "/" + round)).isEqualTo(name + "/" + round);
            }
            done.complete(null);
          } catch (RuntimeException | AssertionError e) {
            done.completeExceptionally(e);
          }
        });
      }
      for (var answer : answers) {
        answer.get(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void refusesArgumentThatBreaksOut() throws Exception {
    converse(
        "",
        connection ->
            assertThatThrownBy(() -> connection.signal("NEWNYM\r\nGETINFO version"))
                .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void saysWhenNobodyListens() {
    var socket = folder.resolve("absent");
    assertThatThrownBy(() -> ControlConnection.open(socket, Duration.ofMillis(60)))
        .hasMessageContaining("cannot connect to tor's control socket " + socket)
        .satisfies(e -> assertThat(kindOf(e)).isEqualTo(ErrorKind.TIMEOUT));
  }

  @Test
  void waitsForSocketThatComesLater() throws Exception {
    var late = new CompletableFuture<ControlConnection>();
    Thread.startVirtualThread(() -> {
      try {
        late.complete(ControlConnection.open(folder.resolve("control"), DEADLINE));
      } catch (RuntimeException e) {
        late.completeExceptionally(e);
      }
    });
    try (var _ = new FakeTor(folder, "> AUTHENTICATE\n< 250 OK\n")) {
      try (var connection = late.get(5, TimeUnit.SECONDS)) {
        connection.authenticateNull();
      }
    }
  }

  @Test
  void endsItsWaitOnInterrupt() throws Exception {
    converse(
        """
        > GETINFO never
        > GETINFO next
        < 250-never=1
        < 250 OK
        < 250-next=2
        < 250 OK
        """,
        connection -> {
          var failure = new CompletableFuture<Throwable>();
          var waiter =
              Thread.ofVirtual()
                  .start(() -> {
                    try {
                      connection.getInfo("never");
                    } catch (GatewayException e) {
                      failure.complete(e);
                    }
                  });
          waiter.interrupt();
          assertThat(failure.get(5, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
          assertThat(connection.getInfo("next")).isEqualTo("2");
        });
  }
}
