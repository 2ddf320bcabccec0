package org.sallyport.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import java.util.HashMap;
import java.util.Map;
import org.sallyport.core.port.Port;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.dns.DnsConnection;
import org.sallyport.dataplane.dns.DnsDatagrams;
import org.sallyport.dataplane.dns.DnsPort;
import org.sallyport.dataplane.dns.MapResolver;
import org.sallyport.dataplane.dns.OffResolver;
import org.sallyport.dataplane.dns.Resolver;
import org.sallyport.dataplane.dns.TorResolver;
import org.sallyport.dataplane.http.HttpHandshake;
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
/// | `HTTPTunnelPort` | guard, `HttpHandshake` → splice |
/// | `TransPort` | guard, `TransparentHandshake` → splice |
/// | `DNSPort`, TCP | guard, `DnsConnection` |
/// | `DNSPort`, UDP | `DnsDatagrams` |
///
/// Confined to the event loop of its compartment.
final class PortPipeline {
  private final Parts parts;
  private final Map<Port, DnsPort> dnsPorts = new HashMap<>();

  /// What the handlers of a compartment work with.
  ///
  /// @param limits of handshakes, streams and names
  /// @param names how names are answered
  /// @param streams where requests go
  /// @param gate decides whether to accept
  /// @param tally counts
  /// @param open every open channel of the compartment
  /// @param destinations tells where redirected connections were meant to go
  record Parts(
      Limits limits,
      Streams.Names names,
      Streams streams,
      AcceptGate gate,
      Tally tally,
      ChannelGroup open,
      OriginalDestination destinations) {}

  PortPipeline(Parts parts) {
    this.parts = parts;
  }

  /// How much an accepted connection holds before its stream stops reading.
  WriteBufferWaterMark waterMark() {
    return Upstream.waterMark(parts.limits().streams());
  }

  /// Fills the pipeline of every connection that a port accepts.
  ChannelHandler connections(Port port) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        parts.tally().add(Count.CONNECTIONS);
        parts.open().add(channel);
        var time = parts.limits().handshakes().time();
        channel
            .pipeline()
            .addLast("guard", new HandshakeGuard(parts.gate(), time, parts.tally()))
            .addLast("handshake", handshake(port));
      }
    };
  }

  /// Answers the datagrams of a DNSPort.
  ChannelHandler datagrams(Port port) {
    return new DnsDatagrams(dns(port));
  }

  private ChannelHandler handshake(Port port) {
    int maxBytes = parts.limits().handshakes().bytes();
    return switch (port.kind()) {
      case SOCKS -> new SocksHandshake(port, parts.streams(), parts.tally());
      case HTTP_TUNNEL -> new HttpHandshake(port, parts.streams(), parts.tally(), maxBytes);
      case TRANS ->
          new TransparentHandshake(port, parts.streams(), parts.destinations(), parts.tally());
      case DNS -> new DnsConnection(dns(port), maxBytes);
    };
  }

  private DnsPort dns(Port port) {
    return dnsPorts.computeIfAbsent(port, _ -> new DnsPort(resolver(port), parts.tally()));
  }

  private Resolver resolver(Port port) {
    Limits.Dns limits = parts.limits().dns();
    return switch (parts.names().mode()) {
      case MAP -> new MapResolver(parts.names().fakes(), limits.timeToLive());
      case RESOLVE -> new TorResolver(port, parts.streams(), limits);
      case OFF -> new OffResolver();
    };
  }
}
