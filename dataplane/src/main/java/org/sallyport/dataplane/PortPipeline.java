package org.sallyport.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import org.sallyport.core.port.Port;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.dataplane.socks.SocksHandshake;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.Streams;
import org.sallyport.dataplane.stream.Upstream;
import org.sallyport.dataplane.transparent.OriginalDestination;
import org.sallyport.dataplane.transparent.TransparentHandshake;

/// What speaks on an accepted connection: the guard of its handshake, and the handshake of its
/// port. When the handshake is over, `Streams` puts the splice at the end, and the others leave.
///
/// | port | pipeline |
/// |---|---|
/// | `SocksPort` | guard, `SocksHandshake` → splice |
/// | `TransPort` | guard, `TransparentHandshake` → splice |
///
/// Confined to the event loop of its compartment.
final class PortPipeline {
  private final Limits limits;
  private final Streams streams;
  private final AcceptGate gate;
  private final Tally tally;
  private final ChannelGroup open;

  PortPipeline(Limits limits, Streams streams, AcceptGate gate, Tally tally, ChannelGroup open) {
    this.limits = limits;
    this.streams = streams;
    this.gate = gate;
    this.tally = tally;
    this.open = open;
  }

  /// How much an accepted connection holds before its stream stops reading.
  WriteBufferWaterMark waterMark() {
    return Upstream.waterMark(limits.streams());
  }

  /// Fills the pipeline of every connection that a port accepts.
  ChannelHandler of(Port port) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        tally.add(Count.CONNECTIONS);
        open.add(channel);
        channel
            .pipeline()
            .addLast("guard", new HandshakeGuard(gate, limits.handshakes().time(), tally))
            .addLast("handshake", handshake(port));
      }
    };
  }

  private ChannelHandler handshake(Port port) {
    return switch (port.kind()) {
      case SOCKS, HTTP_TUNNEL, DNS -> new SocksHandshake(port, streams, tally);
      case TRANS -> new TransparentHandshake(port, streams, OriginalDestination.OF_KERNEL);
    };
  }
}
