package org.sallyport.linux.attribution;

import java.io.IOException;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.sallyport.core.attribution.Flow;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// The kernel's table of the sockets of one network namespace, asked through a netlink socket that
/// was made inside it. Confined to its owner, which asks one question after the other.
///
/// The kernel answers within the calls that send and receive, so nothing here waits.
final class SocketTable implements AutoCloseable {
  /// Sockets of one UDP port that are looked at; more is doubt.
  static final int MAX_SOCKETS = 1_024;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int REPLY_LIMIT_BYTES = 32_768;

  private final int descriptor;
  private int sequence;

  /// Opens the socket; to be called on a thread inside the namespace.
  SocketTable() throws ErrnoException {
    descriptor = Syscalls.socket(AF_NETLINK, SOCK_RAW | Syscalls.O_CLOEXEC, NETLINK_SOCK_DIAG);
  }

  /// The inode of the socket that opened the flow; empty if there is none, or not exactly one.
  ///
  /// @throws IOException when the kernel's answer cannot be relied on
  OptionalLong inode(Flow flow) throws IOException {
    List<Long> inodes =
        switch (flow) {
          case Flow.Internet internet ->
              switch (internet.transport()) {
                case TCP -> tcp(internet);
                case UDP -> udp(internet.source());
              };
          case Flow.Local(int accepted) -> local(accepted);
        };
    return inodes.size() == 1 && inodes.getFirst() != 0
        ? OptionalLong.of(inodes.getFirst())
        : OptionalLong.empty();
  }

  /// The kernel may answer with a listener when the connection is gone, so its ends are compared.
  private List<Long> tcp(Flow.Internet flow) throws IOException {
    sequence++;
    byte[] request = DiagnosisRequest.tcp(flow.source(), flow.target(), sequence);
    return one(request).sockets().stream()
        .filter(
            entry -> entry.source().equals(flow.source()) && entry.target().equals(flow.target()))
        .map(DiagnosisReply.Entry::inode)
        .toList();
  }

  private List<Long> local(int accepted) throws IOException {
    OptionalLong inode = ProcessFiles.ownSocket(accepted);
    if (inode.isEmpty()) {
      return List.of();
    }
    sequence++;
    return one(DiagnosisRequest.local(inode.getAsLong(), sequence)).peers();
  }

  /// An IPv4 datagram may come from an IPv6 socket with a mapped address.
  private List<Long> udp(Flow.End source) throws IOException {
    var found = new ArrayList<Long>();
    if (source.address() instanceof Inet4Address) {
      found.addAll(udp(DiagnosisRequest.FAMILY_IPV4, source));
    }
    found.addAll(udp(DiagnosisRequest.FAMILY_IPV6, source));
    return found.stream().distinct().toList();
  }

  private List<Long> udp(int family, Flow.End source) throws IOException {
    sequence++;
    return all(DiagnosisRequest.udp(family, source.port(), sequence)).stream()
        .filter(entry -> entry.source().port() == source.port())
        .filter(
            entry -> entry.source().address().isAnyLocalAddress() || entry.source().equals(source))
        .map(DiagnosisReply.Entry::inode)
        .toList();
  }

  private DiagnosisReply one(byte[] request) throws IOException {
    Syscalls.send(descriptor, request);
    DiagnosisReply reply = next();
    while (reply.end() == DiagnosisReply.End.MORE && reply.isOfAnother()) {
      reply = next();
    }
    return reply;
  }

  private List<DiagnosisReply.Entry> all(byte[] request) throws IOException {
    Syscalls.send(descriptor, request);
    var found = new ArrayList<DiagnosisReply.Entry>();
    DiagnosisReply.End end = DiagnosisReply.End.MORE;
    while (end == DiagnosisReply.End.MORE) {
      DiagnosisReply reply = next();
      found.addAll(reply.sockets());
      end = reply.end();
      if (found.size() > MAX_SOCKETS) {
        throw new IOException("more than " + MAX_SOCKETS + " sockets of one port");
      }
    }
    return found;
  }

  private DiagnosisReply next() throws IOException {
    var reply = DiagnosisReply.decode(Syscalls.receive(descriptor, REPLY_LIMIT_BYTES), sequence);
    return switch (reply.end()) {
      case MORE, DONE -> reply;
      case REFUSED, MALFORMED ->
          throw new IOException("the table of sockets did not answer: " + reply.end());
    };
  }

  @Override
  public void close() throws ErrnoException {
    Syscalls.close(descriptor);
  }
}
