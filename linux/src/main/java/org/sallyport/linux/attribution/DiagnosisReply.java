package org.sallyport.linux.attribution;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.attribution.Flow;

/// One datagram of the kernel's answer to a [DiagnosisRequest]: sockets, and whether more follow.
///
/// Law: messages of another request are passed over, and whatever is cut off or of an unknown shape
/// makes the whole answer `MALFORMED`, never a socket.
///
/// @param sockets of internet protocols that it tells of
/// @param peers the inodes of the peers of the unix sockets that it tells of
/// @param end what comes after it
record DiagnosisReply(List<Entry> sockets, List<Long> peers, End end) {
  private static final int HEADER_BYTES = 16;
  private static final int SOCKET_BYTES = 72;
  private static final int LOCAL_SOCKET_BYTES = 16;
  private static final int ATTRIBUTE_HEADER_BYTES = 4;
  private static final int UNIX_DIAG_PEER = 2;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int NO_ENTRY = -2;

  DiagnosisReply {
    sockets = List.copyOf(sockets);
    peers = List.copyOf(peers);
  }

  private static DiagnosisReply malformed() {
    return new DiagnosisReply(List.of(), List.of(), End.MALFORMED);
  }

  /// Whether it answers nothing of what was asked: it was left over from another question.
  boolean isOfAnother() {
    return end == End.MORE && sockets.isEmpty() && peers.isEmpty();
  }

  /// What comes after a datagram.
  enum End {
    /// More datagrams, if the request asked for all sockets.
    MORE,
    /// Nothing: the answer is complete.
    DONE,
    /// The kernel refused for another reason than that there is no such socket.
    REFUSED,
    /// The datagram is not to be relied on.
    MALFORMED
  }

  /// A socket (`struct inet_diag_msg`); a mapped address counts as the IPv4 address that it means.
  ///
  /// @param source its own end
  /// @param target its peer; port 0 if not connected
  /// @param inode its inode, 0 if no process has it any more
  record Entry(Flow.End source, Flow.End target, long inode) {}

  /// Reads a datagram.
  static DiagnosisReply decode(byte[] datagram, int sequence) {
    ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
    var found = new ArrayList<Entry>();
    var peers = new ArrayList<Long>();
    int at = 0;
    while (at + HEADER_BYTES <= datagram.length) {
      int length = in.getInt(at);
      if (length < HEADER_BYTES || length > datagram.length - at) {
        return malformed();
      }
      if (in.getInt(at + 8) == sequence) {
        ByteBuffer message = in.slice(at, length).order(ByteOrder.nativeOrder());
        End end = isLocal(message) ? local(message, peers) : message(message, found);
        if (end != End.MORE) {
          return end == End.MALFORMED ? malformed() : new DiagnosisReply(found, peers, end);
        }
      }
      at += aligned(length);
    }
    return new DiagnosisReply(found, peers, End.MORE);
  }

  private static int aligned(int length) {
    return (length + 3) & ~3;
  }

  private static End message(ByteBuffer message, List<Entry> found) {
    return switch (Short.toUnsignedInt(message.getShort(4))) {
      case NLMSG_DONE -> End.DONE;
      case NLMSG_ERROR -> error(message);
      case SOCK_DIAG_BY_FAMILY -> {
        if (message.limit() < HEADER_BYTES + SOCKET_BYTES) {
          yield End.MALFORMED;
        }
        found.add(socket(message));
        yield End.MORE;
      }
      default -> End.MALFORMED;
    };
  }

  private static End error(ByteBuffer message) {
    if (message.limit() < HEADER_BYTES + Integer.BYTES) {
      return End.MALFORMED;
    }
    return message.getInt(HEADER_BYTES) == NO_ENTRY ? End.DONE : End.REFUSED;
  }

  private static boolean isLocal(ByteBuffer message) {
    return message.getShort(4) == SOCK_DIAG_BY_FAMILY
        && message.limit() > HEADER_BYTES
        && message.get(HEADER_BYTES) == DiagnosisRequest.FAMILY_UNIX;
  }

  /// A `struct unix_diag_msg` and its attributes; 0 stands for a peer that is not told.
  private static End local(ByteBuffer message, List<Long> peers) {
    long peer = 0;
    int at = HEADER_BYTES + LOCAL_SOCKET_BYTES;
    while (at + ATTRIBUTE_HEADER_BYTES <= message.limit()) {
      int length = Short.toUnsignedInt(message.getShort(at));
      if (length < ATTRIBUTE_HEADER_BYTES || length > message.limit() - at) {
        return End.MALFORMED;
      }
      if (message.getShort(at + 2) == UNIX_DIAG_PEER) {
        if (length < ATTRIBUTE_HEADER_BYTES + Integer.BYTES) {
          return End.MALFORMED;
        }
        peer = Integer.toUnsignedLong(message.getInt(at + ATTRIBUTE_HEADER_BYTES));
      }
      at += aligned(length);
    }
    peers.add(peer);
    return End.MORE;
  }

  private static Entry socket(ByteBuffer message) {
    int addressBytes = message.get(16) == DiagnosisRequest.FAMILY_IPV6 ? 16 : 4;
    byte[] source = new byte[addressBytes];
    byte[] target = new byte[addressBytes];
    message.get(24, source).get(40, target);
    long inode = Integer.toUnsignedLong(message.getInt(84));
    ByteBuffer ports = message.slice(20, 4).order(ByteOrder.BIG_ENDIAN);
    return new Entry(end(source, ports.getShort(0)), end(target, ports.getShort(2)), inode);
  }

  private static Flow.End end(byte[] address, short port) {
    try {
      return new Flow.End(InetAddress.getByAddress(address), Short.toUnsignedInt(port));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }
}
