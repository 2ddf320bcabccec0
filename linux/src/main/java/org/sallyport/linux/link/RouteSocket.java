package org.sallyport.linux.link;

import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.syscall.Errno;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// An rtnetlink socket of the namespace whose thread opened it. Confined to that thread.
///
/// The kernel answers within the call that sends, so nothing here waits.
final class RouteSocket implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_ROUTE = 0;
  private static final int REPLY_LIMIT_BYTES = 8192;

  private final int descriptor;
  private int sequence;

  RouteSocket() throws ErrnoException {
    descriptor = Syscalls.socket(AF_NETLINK, SOCK_RAW | Syscalls.O_CLOEXEC, NETLINK_ROUTE);
  }

  /// Asks and waits for the acknowledgement.
  ///
  /// @param what names the request in a failure
  /// @throws ErrnoException if the kernel refuses
  void ask(String what, NetlinkRequest request) throws ErrnoException {
    sequence++;
    Syscalls.send(descriptor, request.encode(sequence));
    byte[] answer = Syscalls.receive(descriptor, REPLY_LIMIT_BYTES);
    switch (NetlinkReply.decode(answer, sequence)) {
      case NetlinkReply.Acknowledged _ -> {}
      case NetlinkReply.Refused(int errno) ->
          throw new ErrnoException("rtnetlink", what, new Errno(errno));
      case NetlinkReply.Malformed(String why) ->
          throw new GatewayException(
              ErrorKind.INTERNAL, "The kernel's answer to \"" + what + "\" is malformed: " + why);
    }
  }

  /// As [#ask], but what is there already is as good as made.
  void ensure(String what, NetlinkRequest request) throws ErrnoException {
    try {
      ask(what, request);
    } catch (ErrnoException e) {
      if (!e.errno().equals(Errno.EEXIST)) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws ErrnoException {
    Syscalls.close(descriptor);
  }
}
