package org.sallyport.linux.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.sallyport.linux.syscall.Errno;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;
import org.sallyport.linux.syscall.Syscalls.SocketOption;

/// Every frame that arrives at one interface, whatever its protocol: a packet socket (`packet(7)`).
///
/// The kernel queues frames; [#next] takes them and never waits. What the queue had no room for is
/// counted by [#dropped], so that no frame goes unseen. Frames that leave by the interface are not
/// shown. Opened by a thread of the interface's namespace; used by any one thread at a time. Needs
/// `CAP_NET_RAW` over the namespace.
public final class PacketCapture implements AutoCloseable {
  /// Of each frame so much is kept, enough for all headers.
  public static final int SNAP_BYTES = 512;

  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int ETH_P_ALL = 3;
  private static final int ADDRESS_BYTES = 20;
  private static final int STATISTICS_BYTES = 8;
  private static final int WANTED_QUEUE_BYTES = 4 << 20;
  private static final int SOL_PACKET = 263;
  private static final int SOL_SOCKET = 1;
  private static final SocketOption STATISTICS = new SocketOption(SOL_PACKET, 6);
  private static final SocketOption IGNORE_OUTGOING = new SocketOption(SOL_PACKET, 23);
  private static final SocketOption QUEUE_BYTES = new SocketOption(SOL_SOCKET, 8);
  private static final SocketOption ATTACH_FILTER = new SocketOption(SOL_SOCKET, 26);

  private final int descriptor;
  private long dropped;

  private PacketCapture(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Opens it on an interface of the calling thread's namespace.
  ///
  /// @throws IOException if there is no such interface, or no right to see its frames
  public static PacketCapture open(String interfaceName, PacketFilter filter) throws IOException {
    // No protocol yet: nothing of another interface arrives before it is bound.
    int descriptor = Syscalls.socket(AF_PACKET, SOCK_RAW | Syscalls.O_CLOEXEC, 0);
    var capture = new PacketCapture(descriptor);
    try {
      Syscalls.configure(descriptor, IGNORE_OUTGOING, number(1));
      Syscalls.configure(descriptor, QUEUE_BYTES, number(WANTED_QUEUE_BYTES));
      if (!filter.instructions().isEmpty()) {
        Syscalls.attachFilter(descriptor, ATTACH_FILTER, filter.encode());
      }
      Syscalls.bind(descriptor, address(Syscalls.interfaceIndex(interfaceName)));
      return capture;
    } catch (IOException | RuntimeException e) {
      capture.close();
      throw e;
    }
  }

  /// The next frame that has arrived, cut to [#SNAP_BYTES].
  ///
  /// @throws IOException if the interface is gone
  public Optional<byte[]> next() throws IOException {
    try {
      return Optional.of(Syscalls.receive(descriptor, SNAP_BYTES));
    } catch (ErrnoException e) {
      if (e.errno().equals(Errno.EAGAIN)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// How many frames arrived that [#next] will never show.
  public long dropped() throws IOException {
    var read = ByteBuffer.wrap(Syscalls.option(descriptor, STATISTICS, STATISTICS_BYTES));
    // Reading the statistics sets them to zero.
    dropped += Integer.toUnsignedLong(read.order(ByteOrder.nativeOrder()).getInt(Integer.BYTES));
    return dropped;
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
  }

  /// A `sockaddr_ll`.
  private static byte[] address(int interfaceIndex) {
    var address = ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) ETH_P_ALL);
    return address.order(ByteOrder.nativeOrder()).putInt(interfaceIndex).array();
  }

  @Override
  public void close() throws IOException {
    Syscalls.close(descriptor);
  }
}
