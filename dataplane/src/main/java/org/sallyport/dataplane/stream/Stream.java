package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.splice.Splice;
import org.sallyport.dataplane.upstream.Answer;
import org.sallyport.dataplane.upstream.UpstreamHandshake;
import org.sallyport.dataplane.upstream.UpstreamRequest;

/// An admitted stream: the application's channel, the channel to tor, the splice between them, and
/// the clock that ends it when nothing moves.
///
/// It has ended when both channels are closed. Confined to the event loop of its compartment.
final class Stream implements Turn.Asking {
  private final Client client;
  private final Upstream upstream;
  private final Tally tally;
  private final StreamRecord facts;
  private final Runnable ended;
  private Splice.@Nullable Pair splice;
  private @Nullable Channel toTor;
  private @Nullable Future<?> watch;
  private @Nullable Turn turn;
  private boolean answered;
  private int openChannels;
  private long lastMovedNanos;

  /// @param ended runs once, when both channels are closed
  Stream(Client client, Upstream upstream, Facts facts, Runnable ended) {
    this.client = client;
    this.upstream = upstream;
    this.tally = facts.tally();
    this.facts = facts.record();
    this.ended = ended;
  }

  /// Where what happens is written down.
  ///
  /// @param tally counts for the compartment
  /// @param record tells of this stream
  record Facts(Tally tally, StreamRecord record) {}

  /// When its turn comes, connects to tor, sends the request, and splices. What the application
  /// says until then is held.
  void open(Turn own) {
    turn = own;
    touch();
    watch();
    closesWith(client.channel());
    own.take(this);
    if (own.isWaiting()) {
      client.channel().pipeline().addLast(InputHold.NAME, new InputHold(upstream.buffers()));
    }
  }

  @Override
  public void ask(UpstreamRequest request) {
    touch();
    if (upstream.connect(request.flavour(), channel -> prepare(channel, request)).isEmpty()) {
      answered(new Answer.Failed(Answer.GENERAL_FAILURE));
      return;
    }
    InputHold.release(client.channel());
  }

  private void prepare(Channel channel, UpstreamRequest request) {
    toTor = channel;
    closesWith(channel);
    var pair =
        Splice.between(
            new Splice.Ends(client.channel(), channel, upstream.buffers()),
            counting(Count.BYTES_UP, facts::sent),
            counting(Count.BYTES_DOWN, facts::received));
    splice = pair;
    client.channel().pipeline().addLast("splice", pair.up());
    channel.pipeline().addLast("handshake", new UpstreamHandshake(request, this));
    channel.pipeline().addLast("splice", pair.down());
  }

  @Override
  public void requestMayFlow() {
    if (splice != null) {
      splice.flow();
    }
  }

  @Override
  public void answered(Answer answer) {
    if (answered) {
      return;
    }
    answered = true;
    if (turn != null) {
      turn.answered(answer);
    }
    if (answer instanceof Answer.Connected) {
      tally.add(Count.STREAMS_OPENED);
      facts.opened();
      client.answer(answer);
      return;
    }
    tally.add(Count.STREAMS_FAILED);
    if (splice != null) {
      splice.dissolve();
    }
    client.answer(answer);
    closeUpstream();
  }

  private Splice.Traffic counting(Count direction, IntConsumer fact) {
    return new Splice.Traffic() {
      @Override
      public void moved(int bytes) {
        fact.accept(bytes);
        tally.add(direction, bytes);
        touch();
      }

      @Override
      public void overflowed() {
        tally.add(Count.STREAMS_OVERFLOWED);
      }
    };
  }

  private void touch() {
    lastMovedNanos = upstream.loop().ticker().nanoTime();
  }

  /// Looks whether the stream has waited long enough, and when to look again.
  private void watch() {
    long left = allowed().toNanos() - (upstream.loop().ticker().nanoTime() - lastMovedNanos);
    if (left > 0) {
      long next = Math.min(left, upstream.limits().times().halfClosed().toNanos());
      watch = upstream.loop().schedule(this::watch, next, TimeUnit.NANOSECONDS);
    } else if (!answered) {
      answered(new Answer.Failed(Answer.TIMED_OUT));
    } else {
      tally.add(Count.STREAMS_IDLE);
      Splice.reset(client.channel());
      closeUpstream();
    }
  }

  private Duration allowed() {
    var times = upstream.limits().times();
    if (!answered) {
      return times.answer();
    }
    return splice != null && splice.halfClosed() ? times.halfClosed() : times.idle();
  }

  private void closeUpstream() {
    if (toTor != null) {
      toTor.close();
    }
  }

  private void closesWith(Channel channel) {
    openChannels++;
    channel.closeFuture().addListener(_ -> closed());
  }

  private void closed() {
    openChannels--;
    if (openChannels == 0) {
      if (watch != null) {
        watch.cancel(false);
      }
      if (turn != null) {
        turn.end();
      }
      ended.run();
    }
  }
}
