package org.sallyport.tor.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One running tor. Its output is read all the time; the last lines are kept.
///
/// Safe for use by several threads.
public final class TorProcess {
  private final Process process;
  private final LogTail tail = new LogTail();
  private final Thread drain;

  TorProcess(Process process) {
    this.process = process;
    this.drain = TorCommand.drain(process, tail);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// tor's latest warnings and errors, oldest first, as tor scrubs them.
  public List<String> problems() {
    return tail.problems();
  }

  /// Why tor ended, in its own words; for a tor that has ended.
  public String obituary() throws InterruptedException {
    drain.join(Duration.ofSeconds(1));
    return "tor ended with status %d: %s".formatted(process.exitValue(), tail.reason());
  }

  /// Waits until tor has ended.
  ///
  /// @return whether it has
  public boolean awaitEnd(Duration deadline) throws InterruptedException {
    return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Ends tor: first it may end by itself, then by SIGTERM, then by SIGKILL, `patience` each.
  ///
  /// @return whether it has ended
  public boolean stop(Duration patience) throws InterruptedException {
    if (awaitEnd(patience)) {
      return true;
    }
    process.destroy();
    if (awaitEnd(patience)) {
      return true;
    }
    process.destroyForcibly();
    return awaitEnd(patience);
  }

  /// Kills tor at once; for the way out of a failure.
  public void kill() {
    process.destroyForcibly();
  }
}
