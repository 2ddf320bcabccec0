package org.sallyport.gateway.lan;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The right to say which packets pass in a network namespace: one gateway at a time has it. Two
/// would take each other's rules for another hand's, and each would drop the other's machines.
///
/// It is a socket on an address of loopback that nobody else uses, with a number that only root may
/// have; the kernel takes it away from a gateway that dies.
final class Claim implements AutoCloseable {
  private static final InetAddress PLACE = InetAddress.ofLiteral("127.20.0.1");

  private static final int ROOTS = 1019;

  private final DatagramChannel socket;

  private Claim(DatagramChannel socket) {
    this.socket = socket;
  }

  /// Claims the network of this process.
  ///
  /// @throws GatewayException ALREADY_RUNNING if another gateway has it
  static Claim take() {
    try {
      var socket = DatagramChannel.open();
      try {
        return new Claim(socket.bind(new InetSocketAddress(PLACE, ROOTS)));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    } catch (BindException e) {
      throw new GatewayException(
          ErrorKind.ALREADY_RUNNING,
          "Cannot be the gateway of machines: another gateway is, in this network namespace, and"
              + " packet rules can be one's only. Stop it, or give each a namespace of its own.",
          e);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Cannot be the gateway of machines: " + e.getMessage() + ". Is the interface lo up?",
          e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new GatewayException(ErrorKind.INTERNAL, "A socket did not close: " + e, e);
    }
  }
}
