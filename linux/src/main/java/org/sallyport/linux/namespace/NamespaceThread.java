package org.sallyport.linux.namespace;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// One piece of work on a platform thread that is thrown away afterwards.
///
/// A thread that called `unshare` or `setns` never goes back to other work, so nothing needs to be
/// restored and no thread of the gateway can stay behind in a foreign network.
final class NamespaceThread {
  /// The name of these threads, at most 15 bytes so that the kernel shows it whole.
  static final String NAME = "in-namespace";

  /// The longest that one piece of work may take; making a socket takes microseconds.
  static final Duration LIMIT = Duration.ofSeconds(20);

  private NamespaceThread() {}

  /// Runs the work and waits for it. A result that comes too late is closed.
  ///
  /// @throws Exception what the work threw; [InterruptedException] if the waiting thread is
  ///   interrupted, and [GatewayException] at the deadline: then the work is interrupted too
  static <T> T run(Callable<T> work) throws Exception {
    Task<T> task = new Task<>(work);
    Thread.ofPlatform().name(NAME).daemon().inheritInheritableThreadLocals(false).start(task);
    try {
      return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      task.abandon();
      throw e;
    } catch (TimeoutException e) {
      task.abandon();
      throw new GatewayException(
          ErrorKind.TIMEOUT,
          "Work inside a network namespace did not end within "
              + LIMIT.toSeconds()
              + " s; is the machine overloaded?",
          e);
    }
  }

  private static Exception rethrow(@Nullable Throwable cause) {
    return switch (cause) {
      case Exception exception -> exception;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException("work failed without a cause", cause);
    };
  }

  /// Work whose result is closed if nobody waits for it any more: a socket or a namespace would
  /// otherwise stay open until the process ends.
  private static final class Task<T> extends FutureTask<T> {
    Task(Callable<T> work) {
      super(work);
    }

    void abandon() {
      if (!cancel(true) && state() == State.SUCCESS) {
        discard(resultNow());
      }
    }

    @Override
    protected void set(T result) {
      super.set(result);
      if (isCancelled()) {
        discard(result);
      }
    }

    private static void discard(Object result) {
      if (result instanceof AutoCloseable resource) {
        try {
          resource.close();
        } catch (Exception e) {
          System.getLogger(NamespaceThread.class.getName())
              .log(System.Logger.Level.DEBUG, "a late result did not close", e);
        }
      }
    }
  }
}
