package org.sallyport.linux.nft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// The connections that the kernel follows in one network: what it takes for *established*, and
/// what it has once redirected.
///
/// Source: `IPCTNL_MSG_CT_DELETE` of ctnetlink; without a connection it means all.
public final class TrackedConnections {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_NETFILTER = 12;
  private static final int DELETE = 1 << 8 | 2;
  private static final int REQUEST_AND_ACKNOWLEDGE = 1 | 4;
  private static final int HEADER_BYTES = 20;
  private static final int ERROR = 2;
  private static final int TYPE_AT = 4;
  private static final int ERROR_AT = 16;
  private static final int REPLY_LIMIT_BYTES = 4096;

  private TrackedConnections() {}

  /// Makes the kernel forget all of them, in the network of the calling thread, of both families. A
  /// packet of one that goes on is then judged as if it began anew.
  ///
  /// @throws GatewayException if the kernel refuses
  public static void forget() {
    try {
      int descriptor =
          Syscalls.socket(AF_NETLINK, SOCK_RAW | Syscalls.O_CLOEXEC, NETLINK_NETFILTER);
      try {
        Syscalls.send(descriptor, request());
        int error = parse(Syscalls.receive(descriptor, REPLY_LIMIT_BYTES));
        if (error != 0) {
          throw refused("error " + -error, null);
        }
      } finally {
        Syscalls.close(descriptor);
      }
    } catch (ErrnoException | IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] request() {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(HEADER_BYTES)
        .putShort((short) DELETE)
        .putShort((short) REQUEST_AND_ACKNOWLEDGE)
        .array();
  }

  /// Reads the kernel's answer: 0, or a negative error number.
  ///
  /// @throws IllegalArgumentException if it is something else
  static int parse(byte[] answer) {
    var buffer = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
    if (answer.length < HEADER_BYTES || buffer.getShort(TYPE_AT) != ERROR) {
      throw new IllegalArgumentException("answer: no result (expected: NLMSG_ERROR)");
    }
    return buffer.getInt(ERROR_AT);
  }

  private static GatewayException refused(String why, @Nullable Exception cause) {
    return new GatewayException(
        ErrorKind.INTERNAL,
        "The kernel does not forget the connections that were there before the packet rules ("
            + why
            + "), and they could go on past Tor. Check that it has nf_conntrack_netlink:"
            + " modprobe nf_conntrack_netlink.",
        cause);
  }
}
