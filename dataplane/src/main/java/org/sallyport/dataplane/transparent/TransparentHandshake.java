package org.sallyport.dataplane.transparent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.port.Port;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.Requests;

/// The TransPort's handshake, which exchanges no byte: the kernel says where the connection was
/// meant to go, and the stream begins at once. What the application sends meanwhile goes to tor
/// together with the request.
///
/// A connection that nobody redirected was made to the port itself; following it would end in a
/// loop, so it is refused. Confined to the event loop of its channel.
public final class TransparentHandshake extends ChannelInboundHandlerAdapter {
  private static final Credentials NONE = Credentials.socks(new byte[0], new byte[0]);

  private final Port port;
  private final Requests requests;
  private final OriginalDestination destinations;
  private final Tally tally;

  /// @param port the listener
  /// @param requests where requests go
  /// @param destinations tells where connections were meant to go
  /// @param tally counts failures
  public TransparentHandshake(
      Port port, Requests requests, OriginalDestination destinations, Tally tally) {
    this.port = port;
    this.requests = requests;
    this.destinations = destinations;
    this.tally = tally;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    HandshakeGuard.passed(ctx);
    var client = new TransparentClient(ctx.channel());
    Optional<InetSocketAddress> meant = destinations.of(ctx.channel());
    if (meant.isEmpty() || isPort(meant.get(), ctx.channel())) {
      client.answer(requests.refusal(RefusalReason.LOOP));
      return;
    }
    var destination =
        new Destination(new Host.Address(meant.get().getAddress()), meant.get().getPort());
    requests.connect(
        client,
        new StreamRequest(port, ClientProtocol.TRANSPARENT, NONE, destination, Purpose.CONNECT));
    ctx.pipeline().remove(this);
  }

  private static boolean isPort(InetSocketAddress meant, Channel connection) {
    return meant.equals(connection.localAddress());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tally.addFailure(cause);
    ctx.close();
  }
}
