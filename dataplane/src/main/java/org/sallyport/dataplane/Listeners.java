package org.sallyport.dataplane;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.place.Place;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortGroup;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.stream.AcceptGate;

/// The listening sockets of a compartment: one for each group of ports on each of its addresses, a
/// DNSPort for connections and for datagrams.
///
/// A socket belongs to the network namespace of the thread that constructs it, so the constructors,
/// and nothing else, run inside the place; threads that came into being there would stay there.
final class Listeners {
  private Listeners() {}

  /// A socket that is constructed but neither registered nor bound.
  sealed interface Unbound {
    /// The socket.
    Channel channel();

    /// What it will be.
    PortGroup group();

    /// Where it will listen, in words.
    String where();

    /// Listens for connections.
    record Tcp(EpollServerSocketChannel channel, PortGroup group, InetSocketAddress address)
        implements Unbound {
      @Override
      public String where() {
        return address.getAddress().getHostAddress();
      }
    }

    /// Listens for connections at a path.
    record File(
        EpollServerDomainSocketChannel channel, PortGroup group, DomainSocketAddress address)
        implements Unbound {
      @Override
      public String where() {
        return address.path();
      }
    }

    /// Takes datagrams.
    record Udp(EpollDatagramChannel channel, PortGroup group, InetSocketAddress address)
        implements Unbound {
      @Override
      public String where() {
        return address.getAddress().getHostAddress();
      }
    }

    /// Closes the socket, which no event loop knows yet.
    default void discard() {
      channel().unsafe().closeForcibly();
    }
  }

  /// Constructs the sockets of all groups inside a place, on the calling thread's behalf.
  static List<Unbound> construct(
      Place place, ListenAt at, List<PortGroup> groups, List<SocketFile> sockets) {
    var made = new ArrayList<Unbound>();
    try {
      return place.run(() -> {
        for (PortGroup group : groups) {
          for (InetAddress address : at.addresses()) {
            var where = new InetSocketAddress(address, at.number(group));
            made.add(tcp(group, where));
            if (group.kind() == PortKind.DNS) {
              made.add(udp(group, where));
            }
          }
        }
        for (SocketFile socket : sockets) {
          var path = new DomainSocketAddress(socket.path().toString());
          made.add(
              new Unbound.File(new EpollServerDomainSocketChannel(), alone(socket.port()), path));
        }
        return made;
      });
    } catch (Exception e) {
      made.forEach(Unbound::discard);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "cannot create the application's listening sockets: "
              + e.getMessage()
              + "; if descriptors ran out, raise the open files limit (ulimit -n)",
          e);
    }
  }

  private static PortGroup alone(Port port) {
    return new PortGroup(port.kind(), List.of(port));
  }

  private static Unbound tcp(PortGroup group, InetSocketAddress address) {
    return new Unbound.Tcp(new EpollServerSocketChannel(family(address)), group, address);
  }

  private static Unbound udp(PortGroup group, InetSocketAddress address) {
    return new Unbound.Udp(new EpollDatagramChannel(family(address)), group, address);
  }

  private static SocketProtocolFamily family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? SocketProtocolFamily.INET
        : SocketProtocolFamily.INET6;
  }

  /// Begins to listen, on an address too that an interface gets only later.
  ///
  /// @param loop the event loop of the compartment, also of everything accepted
  static ChannelFuture bind(
      Unbound unbound, EventLoop loop, AcceptGate gate, PortPipeline pipeline) {
    return switch (unbound) {
      case Unbound.Tcp(var channel, var group, var address) ->
          accepting(channel, loop, gate, pipeline.connections(group))
              .option(EpollChannelOption.IP_FREEBIND, true)
              .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, pipeline.waterMark())
              .childOption(ChannelOption.TCP_NODELAY, true)
              .bind(address);
      case Unbound.File(var channel, var group, var address) ->
          accepting(channel, loop, gate, pipeline.connections(group))
              .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, pipeline.waterMark())
              .bind(address);
      case Unbound.Udp(var channel, var group, var address) ->
          new Bootstrap()
              .group(loop)
              .channelFactory(() -> channel)
              .option(EpollChannelOption.IP_FREEBIND, true)
              .handler(pipeline.datagrams(group.listening()))
              .bind(address);
    };
  }

  private static ServerBootstrap accepting(
      ServerChannel channel, EventLoop loop, AcceptGate gate, ChannelHandler connections) {
    return new ServerBootstrap()
        .group(loop, loop)
        .channelFactory(() -> channel)
        .handler(gate.guard(channel))
        .childHandler(connections)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.AUTO_CLOSE, false);
  }
}
