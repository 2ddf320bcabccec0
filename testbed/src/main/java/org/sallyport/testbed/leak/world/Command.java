package org.sallyport.testbed.leak.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A short program, run to its end with an input. Stateless; for any thread that may block.
public final class Command {
  private static final long SECONDS = 10;

  private Command() {}

  /// Runs it and gives what it prints.
  ///
  /// @throws GatewayException if it cannot run, fails, or takes too long
  public static String run(List<String> line, String input) {
    try {
      var process = new ProcessBuilder(line).redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new GatewayException(
            ErrorKind.PERMISSION,
            "The world of the leak test could not be made: %s said: %s. Start it by"
                    .formatted(String.join(" ", line), said.strip())
                + " ./sallyport leaktest, which gives it namespaces of its own.");
      }
      return said;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The world of the leak test could not be made: %s did not run (%s). Install it."
              .formatted(line.getFirst(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while a program ran.", e);
    }
  }
}
