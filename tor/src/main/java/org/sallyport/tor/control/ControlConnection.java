package org.sallyport.tor.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// One connection to tor's control port on a unix socket.
///
/// Laws: every command has a deadline, which begins anew while anything else comes from tor: a tor
/// that is merely busy tells events late and answers later still, one that hangs is silent (but
/// after `LONGEST_BUSY` deadlines there is no difference; a signal has one deadline); CR, LF and
/// NUL are refused in every argument (`IllegalArgumentException`); answers go to the command that
/// asked, also with several threads; the end of the connection fails all who wait. A command that
/// tor refuses, a lost connection and an interrupt are a [GatewayException] of kind `UPSTREAM`, a
/// passed deadline one of `TIMEOUT`. Messages name the command's keyword and tor's answer, never
/// the arguments.
///
/// Events go into a bounded queue that the owner empties with a thread of its own by [#takeEvent].
/// Safe for use by several threads. Source: control-spec.
public final class ControlConnection implements AutoCloseable {
  private static final int UNKNOWN_CIRCUIT = 552;

  /// So many deadlines in a row may pass without the answer as long as tor says something in each.
  private static final int LONGEST_BUSY = 8;

  private final ControlChannel channel;
  private final Duration deadline;

  private ControlConnection(ControlChannel channel, Duration deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  /// Connects, trying again until tor listens.
  ///
  /// @param deadline the longest wait for the connection, and for the answer to each command while
  ///   tor is silent
  public static ControlConnection open(Path unixSocket, Duration deadline) {
    var channel = new ControlChannel(UnixConnector.connect(unixSocket, deadline));
    channel.start();
    return new ControlConnection(channel, deadline);
  }

  /// Authenticates where tor asks for nothing (`CookieAuthentication 0` on a unix socket).
  public void authenticateNull() {
    send("AUTHENTICATE");
  }

  /// Authenticates with the cookie without sending it; refuses a tor that does not know it.
  public void authenticateSafeCookie(Path cookieFile) {
    byte[] nonce = new byte[SafeCookie.NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    authenticateSafeCookie(cookieFile, nonce);
  }

  /// tor listens before it writes the cookie and answers after it has: hence PROTOCOLINFO first.
  void authenticateSafeCookie(Path cookieFile, byte[] clientNonce) {
    send("PROTOCOLINFO 1");
    try (var file = Files.newInputStream(cookieFile)) {
      byte[] cookie = file.readNBytes(SafeCookie.COOKIE_BYTES + 1);
      if (cookie.length != SafeCookie.COOKIE_BYTES) {
        throw refused("AUTHCHALLENGE", "the cookie file does not have 32 bytes");
      }
      var secret = new SafeCookie(cookie, clientNonce);
      accepted(secret.respond(accepted(secret.challenge())));
    } catch (MalformedReplyException e) {
      throw refused("AUTHCHALLENGE", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "cannot read tor's authentication cookie %s: %s; is tor running, as a user who lets us?"
              .formatted(cookieFile, e),
          e);
    }
  }

  /// Sends a command whose arguments are joined by blanks; see [QuotedString#encode].
  ///
  /// @throws GatewayException `UPSTREAM` unless tor answers 2xx
  public Reply command(String keyword, List<String> arguments) {
    return accepted(CommandLine.of(keyword, arguments));
  }

  /// Sends one line as it is; as [#command].
  public Reply send(String line) {
    return accepted(new CommandLine(line));
  }

  /// Sends one line as it is and gives back tor's answer, whatever it is.
  public Reply ask(String line) {
    return exchange(new CommandLine(line));
  }

  /// The value of one GETINFO key; "" if tor's answer is empty.
  public String getInfo(String key) {
    return command("GETINFO", List.of(key)).value(key);
  }

  /// Sets options in one transaction, in the map's order.
  public void setConf(Map<String, String> options) {
    var arguments = new ArrayList<String>();
    options.forEach((key, value) -> arguments.add(key + "=" + QuotedString.encode(value)));
    command("SETCONF", arguments);
  }

  /// Resets options to their defaults.
  public void resetConf(String... options) {
    command("RESETCONF", List.of(options));
  }

  /// Makes tor exit when this connection ends.
  public void takeOwnership() {
    send("TAKEOWNERSHIP");
  }

  /// Sends a signal by its control-spec name, for example `NEWNYM` or `HALT`.
  public void signal(String signal) {
    var command = CommandLine.of("SIGNAL", List.of(signal));
    requireSuccess(command, exchange(command, 1));
  }

  /// Closes a circuit with its streams. One that is already gone is no error.
  ///
  /// @return whether it was there
  public boolean closeCircuit(int circuitId) {
    var command = new CommandLine("CLOSECIRCUIT " + circuitId);
    var reply = exchange(command);
    if (reply.status() == UNKNOWN_CIRCUIT) {
      return false;
    }
    requireSuccess(command, reply);
    return true;
  }

  /// Asks for exactly these events. One name that tor does not know, and none is set.
  public void setEvents(Collection<String> names) {
    command("SETEVENTS", List.copyOf(names));
  }

  /// The circuits that exist now.
  public List<CircuitEvent> circuits() {
    try {
      return CircuitEvent.parseStatus(getInfo("circuit-status"));
    } catch (MalformedReplyException e) {
      throw refused("GETINFO", "circuit-status cannot be read: " + e.getMessage());
    }
  }

  /// tor's current word on its bootstrap: the latest `BOOTSTRAP` status.
  public ClientStatusEvent bootstrapPhase() {
    try {
      return ClientStatusEvent.parse(getInfo("status/bootstrap-phase"));
    } catch (MalformedReplyException e) {
      throw refused("GETINFO", "status/bootstrap-phase cannot be read: " + e.getMessage());
    }
  }

  /// Waits for the next event. After the connection's end: a [ConnectionEnded], again and again.
  public ControlEvent takeEvent() throws InterruptedException {
    return channel.events().take();
  }

  /// As [#takeEvent], but empty if there is none within `wait`.
  public Optional<ControlEvent> pollEvent(Duration wait) throws InterruptedException {
    return channel.events().poll(wait);
  }

  /// How many events the full queue has dropped in all.
  public long eventsLost() {
    return channel.events().lost();
  }

  public boolean isOpen() {
    return !channel.ended().isDone();
  }

  /// Completed with the reason when the connection is over, by a thread of its own.
  public CompletionStage<String> onClosed() {
    return channel.ended().thenApplyAsync(Function.identity(), Thread::startVirtualThread);
  }

  /// Ends the connection at once. A tor that we own exits then.
  @Override
  public void close() {
    channel.end("the connection was closed");
  }

  private Reply accepted(CommandLine command) {
    var reply = exchange(command);
    requireSuccess(command, reply);
    return reply;
  }

  private static void requireSuccess(CommandLine command, Reply reply) {
    if (!reply.isSuccess()) {
      var last = reply.lines().getLast();
      throw refused(command.keyword(), last.status() + " " + last.text());
    }
  }

  private Reply exchange(CommandLine command) {
    return exchange(command, LONGEST_BUSY);
  }

  /// @param deadlines how many may pass while tor is busy
  private Reply exchange(CommandLine command, int deadlines) {
    var answer = channel.submit(command);
    try {
      return await(answer, deadlines);
    } catch (TimeoutException e) {
      throw new GatewayException(
          ErrorKind.TIMEOUT,
          "tor did not answer %s within %d ms; it hangs or the machine is overloaded"
              .formatted(command.keyword(), deadline.toMillis()),
          e);
    } catch (ExecutionException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "tor cannot answer %s: %s; see tor's log"
              .formatted(command.keyword(), reason(e.getCause())),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.UPSTREAM, "interrupted while tor answered " + command.keyword(), e);
    }
  }

  private Reply await(CompletableFuture<Reply> answer, int deadlines)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (int passed = 1; ; passed++) {
      long before = channel.reads();
      try {
        return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (passed >= deadlines || channel.reads() == before) {
          throw e;
        }
      }
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "no reason known" : String.valueOf(cause.getMessage());
  }

  private static GatewayException refused(String keyword, String reason) {
    return new GatewayException(
        ErrorKind.UPSTREAM, "tor refused %s: %s; see tor's log".formatted(keyword, reason));
  }
}
