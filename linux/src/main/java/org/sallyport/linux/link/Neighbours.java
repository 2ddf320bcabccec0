package org.sallyport.linux.link;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.Map;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.syscall.ErrnoException;

/// Who has which hardware address on an interface, said once and for all: what somebody else claims
/// by ARP (RFC 826) or neighbour discovery (RFC 4861) changes nothing.
public final class Neighbours {
  private static final int RTM_NEWNEIGH = 28;
  private static final int REPLACE = NetlinkRequest.REQUEST | 0x100 | 0x400;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int PERMANENT = 0x80;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;

  private Neighbours() {}

  /// Says it, in the network of the calling thread; again and again does no harm.
  ///
  /// @param neighbours who has which, as `52:54:00:12:34:56`
  /// @return false if there is no such interface, or it is down
  /// @throws GatewayException if the kernel refuses
  public static boolean pin(String interfaceName, Map<InetAddress, String> neighbours) {
    try {
      NetworkInterface there = NetworkInterface.getByName(interfaceName);
      if (there == null || !there.isUp()) {
        return false;
      }
      try (RouteSocket socket = new RouteSocket()) {
        for (var neighbour : neighbours.entrySet()) {
          socket.ask(
              "pin a neighbour",
              request(there.getIndex(), neighbour.getKey(), neighbour.getValue()));
        }
      }
      return true;
    } catch (ErrnoException | SocketException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Could not say on "
              + interfaceName
              + " which machine has which hardware address: "
              + e.getMessage()
              + ". Check that the gateway runs as root.",
          e);
    }
  }

  private static NetlinkRequest request(int index, InetAddress address, String mac) {
    int family = address instanceof Inet4Address ? AF_INET : AF_INET6;
    return new NetlinkRequest(RTM_NEWNEIGH, REPLACE)
        .bytes(family, 0, 0, 0)
        .number(index)
        .bytes(PERMANENT, 0, 0, 0)
        .attribute(NDA_DST, address.getAddress())
        .attribute(NDA_LLADDR, HexFormat.ofDelimiter(":").parseHex(mac));
  }
}
