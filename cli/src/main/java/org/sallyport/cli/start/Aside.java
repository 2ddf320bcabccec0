package org.sallyport.cli.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sallyport.api.AdminReply;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A program beside the gateway that answers one question and ends: its output is a reply, or its
/// last words say why there is none.
///
/// @param commandLine the program
/// @param patience how long it may take
public record Aside(List<String> commandLine, Duration patience) {
  /// The longest answer that is read, on either channel.
  static final int MAX_BYTES = 1 << 20;

  /// Starts it and waits for its answer.
  ///
  /// @throws GatewayException with its last words, or of kind `TIMEOUT`
  public AdminReply reply() {
    try {
      Process process = new ProcessBuilder(commandLine).start();
      try {
        process.getOutputStream().close();
        return reply(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Cannot start " + commandLine.getFirst() + ": " + e.getMessage() + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The command was interrupted.", e);
    }
  }

  private AdminReply reply(Process process) throws InterruptedException {
    var answer = reading(process.getInputStream());
    var words = reading(process.getErrorStream());
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new GatewayException(
          ErrorKind.TIMEOUT,
          "There was no answer within " + patience.toSeconds() + " s. Try again.");
    }
    if (process.exitValue() != 0) {
      throw new GatewayException(
          GatewayStart.kindOf(process.exitValue()),
          LastWords.of(words.join().lines().toList())
              .orElse(
                  "No answer (status "
                      + process.exitValue()
                      + "), and no reason. Try `sallyport up`."));
    }
    return new AdminCodec().decodeReply(answer.join().strip().getBytes(StandardCharsets.UTF_8));
  }

  private static CompletableFuture<String> reading(InputStream in) {
    return CompletableFuture.supplyAsync(() -> text(in), Thread::startVirtualThread);
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
