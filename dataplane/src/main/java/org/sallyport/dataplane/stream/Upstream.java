package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.dataplane.splice.BufferQuota;

/// The way to tor's SocksPorts, unix sockets, and how long to wait there.
///
/// @param loop the event loop of the compartment
/// @param sockets where tor listens, by what a stream needs; a stream that needs what is not there
///   fails
/// @param limits buffers and times
/// @param open every open channel of the compartment
/// @param buffers what its streams may hold
public record Upstream(
    EventLoop loop,
    Map<UpstreamFlavour, Path> sockets,
    Limits.Streams limits,
    ChannelGroup open,
    BufferQuota buffers) {
  public Upstream {
    sockets = Map.copyOf(sockets);
  }

  /// A channel to tor, connected; empty if tor is not there, or no descriptor is left.
  ///
  /// A connect to a unix socket never waits: it has succeeded or failed when this method returns.
  ///
  /// @param flavour which of tor's SocksPorts
  /// @param pipeline fills the new channel's pipeline before it connects
  Optional<Channel> connect(UpstreamFlavour flavour, Consumer<Channel> pipeline) {
    Path socket = sockets.get(flavour);
    if (socket == null) {
      return Optional.empty();
    }
    Channel channel;
    try {
      channel = new EpollDomainSocketChannel();
    } catch (ChannelException _) {
      return Optional.empty();
    }
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.config().setAutoClose(false);
    channel.config().setWriteBufferWaterMark(waterMark(limits));
    pipeline.accept(channel);
    loop.register(channel);
    channel.connect(new DomainSocketAddress(socket.toString()));
    if (!channel.isActive()) {
      channel.close();
      return Optional.empty();
    }
    open.add(channel);
    return Optional.of(channel);
  }

  /// Where reading stops and goes on again: at the limit, and at half of it.
  public static WriteBufferWaterMark waterMark(Limits.Streams limits) {
    return new WriteBufferWaterMark(limits.bufferBytes() / 2, limits.bufferBytes());
  }
}
