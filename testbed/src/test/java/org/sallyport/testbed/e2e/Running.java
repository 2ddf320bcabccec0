package org.sallyport.testbed.e2e;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command that runs: its input can be written, its output is gathered meanwhile. Its working
/// directory is `/`, and it ends when it is closed.
final class Running implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(10);

  private final List<String> command;
  private final Process process;
  private final Gathered out;
  private final Gathered err;

  private Running(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.out = new Gathered(process.getInputStream());
    this.err = new Gathered(process.getErrorStream());
  }

  /// Starts a command with these variables besides the test's own.
  static Running start(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().remove("XDG_RUNTIME_DIR");
    builder.environment().putAll(environment);
    try {
      return new Running(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command's process; what it execs keeps the number.
  ProcessHandle process() {
    return process.toHandle();
  }

  /// Writes to its input.
  void write(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends its input.
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // it has ended already
    }
  }

  /// What it has written so far.
  String out() {
    return out.text();
  }

  /// Waits until it has written a text.
  void awaitOut(String text, Duration limit) {
    await(command + " writes " + text)
        .atMost(limit)
        .pollInterval(POLL)
        .failFast(() -> stillMayWrite(text))
        .until(() -> out.text().contains(text));
  }

  /// Waits until it has written so many whole lines that begin with a text.
  void awaitLines(String beginning, int count, Duration limit) {
    await(command + " writes " + count + " lines of " + beginning)
        .atMost(limit)
        .pollInterval(POLL)
        .until(() -> lines(beginning).count() >= count);
  }

  /// Waits for a whole line that begins with a text, and gives back the rest of it.
  String awaitLine(String beginning, Duration limit) {
    await(command + " writes a line of " + beginning)
        .atMost(limit)
        .pollInterval(POLL)
        .failFast(() -> stillMayWrite(beginning))
        .until(() -> lines(beginning).findAny().isPresent());
    return lines(beginning).findFirst().orElseThrow().substring(beginning.length());
  }

  /// Without the last line if that has no end yet: a program may write it in pieces.
  private Stream<String> lines(String beginning) {
    String text = out.text();
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .filter(line -> line.startsWith(beginning));
  }

  private void stillMayWrite(String text) {
    if (out.isComplete() && !out.text().contains(text)) {
      throw new AssertionError(
          "%s ended without %s: %s%s".formatted(command, text, out.text(), err.text()));
    }
  }

  /// Waits for its end.
  Outcome outcome(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s did not end within %s: %s%s".formatted(command, limit, out.text(), err.text()));
      }
      out.awaitComplete(limit);
      err.awaitComplete(limit);
      return new Outcome(process.exitValue(), out.text(), err.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// Kills it as `kill -9` does, and waits for its end.
  Outcome kill(Duration limit) {
    process.destroyForcibly();
    return outcome(limit);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// All of one output, read by a thread of its own.
  private static final class Gathered {
    private static final int CHUNK_BYTES = 8192;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread reader;

    Gathered(InputStream in) {
      reader = Thread.ofVirtual().start(() -> gather(in));
    }

    private void gather(InputStream in) {
      var chunk = new byte[CHUNK_BYTES];
      try (in) {
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          bytes.write(chunk, 0, n);
        }
      } catch (IOException e) {
        // closed because the process was destroyed: what came is what there is
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    boolean isComplete() {
      return !reader.isAlive();
    }

    void awaitComplete(Duration limit) throws InterruptedException {
      if (!reader.join(limit)) {
        throw new AssertionError("somebody still holds the output open: " + text());
      }
    }
  }
}
