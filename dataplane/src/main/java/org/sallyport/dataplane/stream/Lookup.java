package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.upstream.Answer;
import org.sallyport.dataplane.upstream.UpstreamHandshake;
import org.sallyport.dataplane.upstream.UpstreamRequest;

/// An admitted lookup: tor's `RESOLVE` or `RESOLVE_PTR`, one question and one answer.
///
/// Confined to the event loop of its compartment.
final class Lookup implements Turn.Asking {
  private final Consumer<Answer> answered;
  private final Upstream upstream;
  private final Tally tally;
  private final Runnable ended;
  private @Nullable Channel toTor;
  private @Nullable Future<?> timeout;
  private @Nullable Turn turn;
  private boolean done;

  /// @param answered gets the answer, once
  /// @param ended runs once, after the answer
  Lookup(Consumer<Answer> answered, Upstream upstream, Tally tally, Runnable ended) {
    this.answered = answered;
    this.upstream = upstream;
    this.tally = tally;
    this.ended = ended;
  }

  /// When its turn comes, connects to tor and asks.
  void begin(Turn own) {
    turn = own;
    timeout =
        upstream
            .loop()
            .schedule(
                () -> answered(new Answer.Failed(Answer.TIMED_OUT)),
                upstream.limits().times().answer().toNanos(),
                TimeUnit.NANOSECONDS);
    own.take(this);
  }

  @Override
  public void ask(UpstreamRequest request) {
    Optional<Channel> connected =
        upstream.connect(
            request.flavour(),
            channel -> {
              toTor = channel;
              channel.pipeline().addLast("handshake", new UpstreamHandshake(request, this));
            });
    if (connected.isEmpty()) {
      answered(new Answer.Failed(Answer.GENERAL_FAILURE));
    }
  }

  @Override
  public void requestMayFlow() {
    if (toTor != null) {
      toTor.flush();
    }
  }

  @Override
  public void answered(Answer answer) {
    if (done) {
      return;
    }
    done = true;
    if (turn != null) {
      turn.answered(answer);
    }
    if (timeout != null) {
      timeout.cancel(false);
    }
    if (toTor != null) {
      toTor.close();
    }
    tally.add(answer instanceof Answer.Resolved ? Count.STREAMS_OPENED : Count.STREAMS_FAILED);
    answered.accept(answer);
    ended.run();
  }
}
