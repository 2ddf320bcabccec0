package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;

/// Decides whether the listeners of one application accept. They pause while as many handshakes are
/// unfinished as the limit allows, and for a moment when no descriptor is left; meanwhile newcomers
/// wait in the kernel's backlog.
///
/// Confined to the event loop of its compartment.
public final class AcceptGate {
  private static final long NO_DESCRIPTOR_PAUSE_MILLIS = 100;

  private final int limit;
  private final EventLoop loop;
  private final Tally tally;
  private final List<Channel> listeners = new ArrayList<>();
  private int unfinished;
  private boolean noDescriptor;

  /// @param limit unfinished handshakes at once
  public AcceptGate(int limit, EventLoop loop, Tally tally) {
    this.limit = limit;
    this.loop = loop;
    this.tally = tally;
  }

  /// Puts a listener behind the gate.
  ///
  /// @return the handler for the listener's own pipeline that notices when accepting fails
  public ChannelHandler guard(Channel listener) {
    listeners.add(listener);
    return new AcceptFailures();
  }

  /// A handshake has begun.
  void begun() {
    unfinished++;
    if (unfinished == limit) {
      pause();
    }
  }

  /// A handshake is over, well or badly.
  void over() {
    unfinished--;
    if (unfinished == limit - 1) {
      resume();
    }
  }

  private void pause() {
    tally.add(Count.ACCEPT_PAUSES);
    listeners.forEach(listener -> listener.config().setAutoRead(false));
  }

  private void resume() {
    if (!noDescriptor && unfinished < limit) {
      listeners.forEach(listener -> listener.config().setAutoRead(true));
    }
  }

  /// EMFILE and its like: the kernel would report it again at once, so wait a moment.
  private final class AcceptFailures extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (noDescriptor) {
        return;
      }
      noDescriptor = true;
      pause();
      var _ =
          loop.schedule(
              () -> {
                noDescriptor = false;
                resume();
              },
              NO_DESCRIPTOR_PAUSE_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }
}
