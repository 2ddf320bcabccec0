package org.sallyport.dataplane.transparent;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.RawUnixChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Where a redirected connection was meant to go.
@FunctionalInterface
public interface OriginalDestination {
  /// What the kernel's connection tracking says (`SO_ORIGINAL_DST`, `IP6T_SO_ORIGINAL_DST`).
  OriginalDestination OF_KERNEL = OriginalDestination::ofKernel;

  /// The destination; empty if nobody redirected the connection.
  Optional<InetSocketAddress> of(Channel connection);

  private static Optional<InetSocketAddress> ofKernel(Channel connection) {
    boolean ipv6 =
        connection.localAddress() instanceof InetSocketAddress local
            && local.getAddress() instanceof Inet6Address;
    try {
      return Optional.of(
          parse(connection.config().getOption(ipv6 ? SockAddr.IPV6 : SockAddr.IPV4)));
    } catch (ChannelException _) {
      return Optional.empty();
    }
  }

  /// Reads a `sockaddr_in` (16 bytes) or `sockaddr_in6` (28 bytes): family, port, and the address
  /// at 4 or, behind the flow label, at 8.
  static InetSocketAddress parse(ByteBuffer sockaddr) {
    boolean ipv6 = sockaddr.capacity() == SockAddr.IPV6_BYTES;
    byte[] address = new byte[ipv6 ? 16 : 4];
    sockaddr.get(ipv6 ? 8 : 4, address);
    int port = Short.toUnsignedInt(sockaddr.getShort(2));
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }

  /// The kernel's numbers (`linux/netfilter_ipv4.h`, `linux/netfilter_ipv6/ip6_tables.h`).
  final class SockAddr {
    private static final int IPV4_BYTES = 16;
    private static final int IPV6_BYTES = 28;
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int SO_ORIGINAL_DST = 80;

    private static final RawUnixChannelOption IPV4 =
        new RawUnixChannelOption("SO_ORIGINAL_DST", SOL_IP, SO_ORIGINAL_DST, IPV4_BYTES);
    private static final RawUnixChannelOption IPV6 =
        new RawUnixChannelOption("IP6T_SO_ORIGINAL_DST", SOL_IPV6, SO_ORIGINAL_DST, IPV6_BYTES);

    private SockAddr() {}
  }
}
