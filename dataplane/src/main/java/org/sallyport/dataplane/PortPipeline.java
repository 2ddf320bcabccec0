package org.sallyport.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortGroup;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.state.TorView;
import org.sallyport.dataplane.control.ControlCommands;
import org.sallyport.dataplane.control.ControlConnection;
import org.sallyport.dataplane.control.ControlQuota;
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
import org.sallyport.dataplane.origin.OriginHold;
import org.sallyport.dataplane.origin.Origins;
import org.sallyport.dataplane.socks.SocksHandshake;
import org.sallyport.dataplane.splice.BufferQuota;
import org.sallyport.dataplane.splice.Splice;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.OpenedBy;
import org.sallyport.dataplane.stream.Streams;
import org.sallyport.dataplane.stream.Upstream;
import org.sallyport.dataplane.transparent.TransparentHandshake;

/// What speaks on an accepted connection: the guard of its handshake, and the handshake of the port
/// that it was meant for. When the handshake is over, `Streams` puts the splice at the end, and the
/// others leave.
///
/// | port | pipeline |
/// |---|---|
/// | `SocksPort` | guard, `SocksHandshake` → splice |
/// | `HTTPTunnelPort` | guard, `HttpHandshake` → splice |
/// | `TransPort` | guard, `TransparentHandshake` → splice |
/// | `DNSPort`, TCP | guard, `DnsConnection` |
/// | `ControlPort` | guard, `ControlConnection` |
/// | `DNSPort`, UDP | `DnsDatagrams` |
///
/// Where every program of a launch is an application, `OriginHold` stands in the place of the
/// handshake until it is known who opened the connection.
///
/// A listener that serves several ports asks the kernel which one was meant. A connection of which
/// the kernel does not know, or that was meant for no port, is reset: to guess would be to isolate
/// by another port's flags.
///
/// Confined to the event loop of its compartment.
final class PortPipeline {
  private final Parts parts;
  private final ControlQuota controls = new ControlQuota();
  private final Map<Port, DnsPort> dnsPorts = new HashMap<>();

  /// What the handlers of a compartment work with.
  ///
  /// @param limits of handshakes, streams and names
  /// @param names how names are answered
  /// @param streams where requests go
  /// @param gate decides whether to accept
  /// @param tally counts
  /// @param open every open channel of the compartment
  /// @param origins tells who opened connections, and where redirected ones were meant to go
  /// @param tor what the application is shown on its ControlPorts
  /// @param buffers what its connections may hold
  record Parts(
      Limits limits,
      Streams.Names names,
      Streams streams,
      AcceptGate gate,
      Tally tally,
      ChannelGroup open,
      Origins origins,
      TorView tor,
      BufferQuota buffers) {}

  PortPipeline(Parts parts) {
    this.parts = parts;
  }

  /// How much an accepted connection holds before its stream stops reading.
  WriteBufferWaterMark waterMark() {
    return Upstream.waterMark(parts.limits().streams());
  }

  /// Fills the pipeline of every connection that a listener accepts.
  ChannelHandler connections(PortGroup group) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        parts.tally().add(Count.CONNECTIONS);
        parts.open().add(channel);
        Optional<Port> port = meant(channel, group);
        if (port.isEmpty()) {
          parts.tally().addRefused(RefusalReason.UNKNOWN_PORT);
          Splice.reset(channel);
          return;
        }
        var time = parts.limits().handshakes().time();
        channel
            .pipeline()
            .addLast("guard", new HandshakeGuard(parts.gate(), time, parts.tally()))
            .addLast("handshake", first(port.get(), channel));
      }
    };
  }

  private Optional<Port> meant(Channel channel, PortGroup group) {
    return group.ports().size() == 1
        ? Optional.of(group.listening())
        : parts.origins().destinations().of(channel).flatMap(to -> group.find(to.getPort()));
  }

  /// Answers the datagrams of a DNSPort.
  ChannelHandler datagrams(Port port) {
    return originDecides(port)
        ? DnsDatagrams.bySender(dns(port), parts.origins())
        : new DnsDatagrams(dns(port));
  }

  /// The handshake, or what holds the connection back until its origin is known.
  private ChannelHandler first(Port port, Channel channel) {
    if (originDecides(port)) {
      return new OriginHold(
          parts.origins(), origin -> handshake(port, origin), parts.tally(), parts.buffers());
    }
    if (port.kind() != PortKind.DNS && parts.origins().areAsked()) {
      parts.origins().note(channel);
    }
    return handshake(port, Origin.NOT_ASKED);
  }

  /// A name that is answered from the launch's own table, or not at all, concerns nobody outside.
  private boolean originDecides(Port port) {
    return parts.origins().decide()
        && port.kind() != PortKind.CONTROL
        && (port.kind() != PortKind.DNS || parts.names().mode() == DnsMode.RESOLVE);
  }

  private ChannelHandler handshake(Port port, Origin origin) {
    var requests = new OpenedBy(parts.streams(), origin);
    int maxBytes = parts.limits().handshakes().bytes();
    return switch (port.kind()) {
      case SOCKS -> new SocksHandshake(port, requests, parts.tally());
      case HTTP_TUNNEL -> new HttpHandshake(port, requests, parts.tally(), maxBytes);
      case TRANS ->
          new TransparentHandshake(port, requests, parts.origins().destinations(), parts.tally());
      case DNS -> new DnsConnection(dns(port).openedBy(origin), maxBytes);
      case CONTROL ->
          new ControlConnection(new ControlCommands(parts.tor()), controls, parts.tally());
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
