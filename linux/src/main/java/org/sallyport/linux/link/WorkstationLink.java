package org.sallyport.linux.link;

import java.net.InetAddress;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.syscall.Errno;
import org.sallyport.linux.syscall.ErrnoException;

/// Puts a new namespace online with itself: `lo`, and a pair of virtual interfaces with *both* ends
/// inside.
///
/// Without a route a program fails before the packet rules see its packet, and many ask first
/// whether there is an interface besides `lo` (Chromium) or an address of the family that they want
/// (`AI_ADDRCONFIG` of glibc). The pair answers both, for IPv4 and IPv6, and still leads nowhere:
/// what enters one end comes out of the other, in the same namespace.
///
/// A kernel without `veth` gets default routes over `lo` instead.
public final class WorkstationLink {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_NEWROUTE = 24;

  private static final int LOOPBACK_INDEX = 1;
  private static final int OUTER_INDEX = 1001; // given, not asked for: nobody else is in there
  private static final int INNER_INDEX = 1002;
  private static final int IFF_UP = 1;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int ANYWHERE = 0;
  private static final int SCOPE_LINK = 253;
  private static final int TABLE_MAIN = 254;
  private static final int PROTOCOL_BOOT = 3;
  private static final int UNICAST = 1;
  private static final int NO_DUPLICATE_DETECTION = 2;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final byte[] NO_LINK_LOCAL = {1};
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int RTA_OIF = 4;
  private static final int RTA_PREFSRC = 7;

  private WorkstationLink() {}

  /// What the namespace got.
  public enum Kind {
    /// A pair of interfaces with both ends inside.
    PAIR,
    /// Default routes over `lo` only: some browsers will say that they are offline.
    LOOPBACK_ONLY
  }

  /// Configures the namespace. Repeating it changes nothing.
  ///
  /// @throws GatewayException if the kernel refuses
  public static Kind configure(NetworkNamespace namespace) throws InterruptedException {
    try {
      return namespace.run(WorkstationLink::configureHere);
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Could not configure the interfaces of "
              + namespace
              + ": "
              + e.getMessage()
              + ". The gateway needs CAP_NET_ADMIN over it; start it by ./sallyport.",
          e);
    }
  }

  private static Kind configureHere() throws ErrnoException {
    try (RouteSocket socket = new RouteSocket()) {
      socket.ask("set lo up", up(LOOPBACK_INDEX));
      try {
        makePair(socket);
      } catch (ErrnoException e) {
        if (!e.errno().equals(Errno.EOPNOTSUPP)) {
          throw e;
        }
        routes(socket, LOOPBACK_INDEX, InetAddress.ofLiteral("127.0.0.1"));
        return Kind.LOOPBACK_ONLY;
      }
      routes(socket, OUTER_INDEX, LinkAddresses.V4);
      return Kind.PAIR;
    }
  }

  private static void makePair(RouteSocket socket) throws ErrnoException {
    socket.ensure("make a veth pair", pair());
    for (int index : new int[] {OUTER_INDEX, INNER_INDEX}) {
      socket.ask("no automatic addresses", withoutLinkLocal(index));
      socket.ask("set the pair up", up(index));
    }
    socket.ensure("add the IPv4 address", address(AF_INET, LinkAddresses.V4));
    socket.ensure("add the IPv6 address", address(AF_INET6, LinkAddresses.V6));
  }

  private static void routes(RouteSocket socket, int index, InetAddress source)
      throws ErrnoException {
    socket.ensure(
        "add the IPv4 default route",
        route(AF_INET, SCOPE_LINK, index).attribute(RTA_PREFSRC, source.getAddress()));
    socket.ensure("add the IPv6 default route", route(AF_INET6, ANYWHERE, index));
  }

  private static NetlinkRequest up(int index) {
    return new NetlinkRequest(RTM_NEWLINK, NetlinkRequest.REQUEST).interfaceHeader(index, IFF_UP);
  }

  private static NetlinkRequest pair() {
    return end(
            new NetlinkRequest(RTM_NEWLINK, NetlinkRequest.CREATE).interfaceHeader(OUTER_INDEX, 0),
            0)
        .nested(
            IFLA_LINKINFO,
            info ->
                info.attribute(IFLA_INFO_KIND, "veth")
                    .nested(
                        IFLA_INFO_DATA,
                        data ->
                            data.nested(
                                VETH_INFO_PEER,
                                peer -> end(peer.interfaceHeader(INNER_INDEX, 0), 1))));
  }

  /// Name and hardware address of one end; fixed, because random ones would be an identifier.
  private static NetlinkRequest end(NetlinkRequest request, int number) {
    byte[] hardwareAddress = {2, 0, 0, 0, 0, (byte) (number + 1)};
    return request
        .attribute(IFLA_IFNAME, LinkAddresses.NAMES.get(number))
        .attribute(IFLA_ADDRESS, hardwareAddress);
  }

  private static NetlinkRequest withoutLinkLocal(int index) {
    return new NetlinkRequest(RTM_NEWLINK, NetlinkRequest.REQUEST)
        .interfaceHeader(index, 0)
        .nested(
            IFLA_AF_SPEC,
            spec ->
                spec.nested(
                    AF_INET6, inner -> inner.attribute(IFLA_INET6_ADDR_GEN_MODE, NO_LINK_LOCAL)));
  }

  private static NetlinkRequest address(int family, InetAddress address) {
    byte[] bytes = address.getAddress();
    return new NetlinkRequest(RTM_NEWADDR, NetlinkRequest.CREATE)
        .bytes(family, bytes.length * Byte.SIZE, NO_DUPLICATE_DETECTION, 0)
        .number(OUTER_INDEX)
        .attribute(IFA_LOCAL, bytes)
        .attribute(IFA_ADDRESS, bytes);
  }

  private static NetlinkRequest route(int family, int scope, int index) {
    return new NetlinkRequest(RTM_NEWROUTE, NetlinkRequest.CREATE)
        .bytes(family, 0, 0, 0, TABLE_MAIN, PROTOCOL_BOOT, scope, UNICAST)
        .number(0)
        .attribute(RTA_OIF, index);
  }
}
