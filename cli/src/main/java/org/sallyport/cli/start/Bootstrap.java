package org.sallyport.cli.start;

import java.io.InterruptedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply.StatusReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.TorStatus;
import org.sallyport.api.client.AdminClient;
import org.sallyport.cli.screen.Progress;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Waits until a gateway is open, and shows how far tor is.
///
/// @param patience how long it may take
/// @param reply how long one answer may take
public record Bootstrap(Duration patience, Duration reply) {
  private static final Duration POLL = Duration.ofMillis(100);

  /// How waiting ended.
  public sealed interface Outcome {
    /// The gateway is open.
    record Open(StatusReply status) implements Outcome {}

    /// It is going to end; another may be started when this process has.
    record Stopping(long pid) implements Outcome {}
  }

  /// Returns when the gateway is open or stopping.
  ///
  /// @throws GatewayException of kind `UPSTREAM` with tor's own reason if it does not get there in
  ///   time
  public Outcome await(AdminClient client, Progress progress) {
    long deadline = System.nanoTime() + patience.toNanos();
    try (progress) {
      while (true) {
        var status = client.ask(new AdminRequest.Status(), StatusReply.class, reply);
        switch (status.state()) {
          case OPEN -> {
            return new Outcome.Open(status);
          }
          case STOPPING, STOPPED -> {
            return new Outcome.Stopping(status.pid());
          }
          case STARTING, BLOCKED -> progress.show(status.tor().bootstrapPercent(), words(status));
        }
        if (System.nanoTime() - deadline >= 0) {
          throw stalled(status);
        }
        Pause.of(POLL);
      }
    } catch (InterruptedIOException e) {
      throw new GatewayException(
          ErrorKind.TIMEOUT, "Interrupted while the gateway was opening. Try again.", e);
    }
  }

  private static String words(StatusReply status) {
    TorStatus tor = status.tor();
    return orElse(tor.warning(), tor.summary().isEmpty() ? "starting" : tor.summary());
  }

  private GatewayException stalled(StatusReply status) {
    TorStatus tor = status.tor();
    var why = new StringBuilder();
    why.append("The gateway is not open after ")
        .append(patience.toSeconds())
        .append(" s: tor is at ")
        .append(tor.bootstrapPercent())
        .append(" % (")
        .append(tor.summary().isEmpty() ? "no phase yet" : tor.summary())
        .append(")");
    if (tor.warning() != null) {
      why.append(", tor says: ").append(tor.warning());
    }
    if (tor.reason() != null) {
      why.append(" (").append(tor.reason()).append(")");
    }
    if (status.reason() != null) {
      why.append("; ").append(status.reason());
    }
    why.append(
        ". Check that this machine is online and its clock is right, then try again; "
            + "tor goes on trying: sallyport status");
    return new GatewayException(ErrorKind.UPSTREAM, why.toString());
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }
}
