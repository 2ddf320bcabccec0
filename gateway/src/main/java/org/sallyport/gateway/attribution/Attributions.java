package org.sallyport.gateway.attribution;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.linux.attribution.Finding;
import org.sallyport.linux.attribution.OwnApplications;
import org.sallyport.linux.attribution.SocketAttribution;

/// Finds who opened connections, for all launches: a few threads of its own, a bounded queue, and a
/// deadline. Whatever does not get an answer in time is unknown, which isolates it.
///
/// Where the answer is only shown, it is not asked for while others wait.
public final class Attributions implements AutoCloseable {
  /// Questions that may wait.
  static final int MAX_WAITING = 256;

  /// Questions that may wait before those are left out whose answer is only shown.
  static final int MAX_WAITING_FOR_DISPLAY = 16;

  /// How long a connection waits for its opener. With 500 processes the answer takes about a
  /// millisecond; this is for a machine that is very busy.
  static final Duration DEADLINE = Duration.ofSeconds(2);

  private static final int THREADS = 2;

  private final ThreadPoolExecutor threads;
  private final AtomicLong nonces = new AtomicLong();

  public Attributions() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().name("attribution-", 0).daemon().factory());
  }

  /// The attribution of one launch, by program.
  ///
  /// @param sockets looks the launch's namespace through
  /// @param use what the answers are for
  public Attribution of(SocketAttribution sockets, Attribution.Use use) {
    return new OfLaunch(this, sockets::find, use);
  }

  /// The attribution of one launch, by application.
  ///
  /// @param sockets looks the launch's namespace through
  /// @param applications the programs that are applications of their own
  public Attribution of(SocketAttribution sockets, OwnApplications applications) {
    return new OfLaunch(this, flow -> sockets.find(flow, applications), Attribution.Use.ISOLATION);
  }

  /// A number that was never given before.
  public long freshNonce() {
    return nonces.incrementAndGet();
  }

  private Origin unknown() {
    return new Origin.Unknown(freshNonce());
  }

  private Origin origin(Finding finding) {
    return switch (finding) {
      case Finding.Opener(long pid, var program, var application) ->
          new Origin.Found(pid, program, application);
      case Finding.Nobody _ -> unknown();
    };
  }

  private void ask(Function<Flow, Finding> search, Flow flow, Consumer<Origin> answer) {
    var found = new CompletableFuture<Origin>();
    var _ =
        found
            .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(_ -> unknown())
            .thenAccept(answer);
    try {
      threads.execute(() -> {
        try {
          found.complete(origin(search.apply(flow)));
        } catch (RuntimeException e) {
          found.completeExceptionally(e);
        }
      });
    } catch (RejectedExecutionException e) {
      found.completeExceptionally(e);
    }
  }

  private boolean isBusy() {
    return threads.getQueue().size() >= MAX_WAITING_FOR_DISPLAY;
  }

  /// Answers no more questions; what waits is unknown at its deadline.
  @Override
  public void close() {
    threads.shutdownNow();
  }

  /// One launch's.
  private record OfLaunch(Attributions all, Function<Flow, Finding> search, Use use)
      implements Attribution {
    @Override
    public void ask(Flow flow, Consumer<Origin> answer) {
      if (use == Use.ISOLATION || (use == Use.DISPLAY && !all.isBusy())) {
        all.ask(search, flow, answer);
      } else {
        answer.accept(Origin.NOT_ASKED);
      }
    }
  }
}
