package org.sallyport.tor.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One running tor. Its output is read all the time; the last lines are kept.
///
/// It is ended by its handle: `Process.destroy` would close its output and lose its last words.
/// Safe for use by several threads.
public final class TorProcess {
  /// A status above it is this number plus that of the signal that ended the process.
  private static final int SIGNALLED = 128;

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
    int status = process.exitValue();
    if (status <= SIGNALLED) {
      return "tor ended with status %d: %s".formatted(status, tail.reason());
    }
    var problems = tail.tellingProblems();
    String last = problems.isEmpty() ? "" : "; its last warning: " + problems.getLast();
    return "tor was killed by signal %d%s".formatted(status - SIGNALLED, last);
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
    process.toHandle().destroy();
    if (awaitEnd(patience)) {
      return true;
    }
    process.toHandle().destroyForcibly();
    return awaitEnd(patience);
  }

  /// Kills tor at once; for the way out of a failure.
  public void kill() {
    process.toHandle().destroyForcibly();
  }
}
