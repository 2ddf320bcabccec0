package org.sallyport.testbed.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// How a command ended.
///
/// @param status its exit status
/// @param text what it wrote, output and errors together, without the final line end
public record Outcome(int status, String text) {
  private static final long SECONDS = 60;

  /// Runs a command to its end, with nothing on its input.
  ///
  /// @throws GatewayException if it cannot run or takes too long
  public static Outcome of(List<String> line) {
    try {
      return of(
          new ProcessBuilder(line).redirectErrorStream(true).start(), line.getFirst(), SECONDS);
    } catch (IOException e) {
      throw unread(line.getFirst(), e);
    }
  }

  /// Waits for the end of a process, with nothing more on its input.
  ///
  /// @param process writes output and errors together
  /// @param name what it is called in messages
  /// @param seconds how long it may take
  /// @throws GatewayException if it takes too long
  static Outcome of(Process process, String name, long seconds) {
    try {
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new GatewayException(ErrorKind.TIMEOUT, name + " did not end in time.");
      }
      return new Outcome(process.exitValue(), text.strip());
    } catch (IOException e) {
      throw unread(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while a program ran.", e);
    }
  }

  private static GatewayException unread(String name, IOException e) {
    return new GatewayException(ErrorKind.INTERNAL, "Cannot read what " + name + " says.", e);
  }

  /// The first line of what it wrote.
  public String firstLine() {
    return text.lines().findFirst().orElse("");
  }

  /// The last line of what it wrote.
  public String lastLine() {
    return text.lines().reduce("", (_, line) -> line);
  }
}
