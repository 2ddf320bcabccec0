package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// How a command ended: its exit status and all that it wrote.
record Outcome(int status, String out, String err) {
  /// Runs a command to its end; one that does not end in time is killed and fails the test.
  static Outcome of(List<String> command, Map<String, String> environment, Duration limit) {
    try {
      return of(start(command, environment), command, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a command without waiting; its working directory is `/`.
  static Process start(List<String> command, Map<String, String> environment) throws IOException {
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().putAll(environment);
    builder.environment().remove("XDG_RUNTIME_DIR");
    return builder.start();
  }

  /// Waits for a command that was started.
  static Outcome of(Process process, List<String> command, Duration limit) {
    try {
      process.getOutputStream().close();
      var out = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()));
      var err = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + limit + ": " + err.join());
      }
      return new Outcome(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String readAll(java.io.InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
