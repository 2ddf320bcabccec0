package org.sallyport.linux.nft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.place.Place;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// The number of the packet rules in one network: the kernel raises it with every change, whoever
/// makes it. Asking costs two system calls, so it can be asked often.
///
/// Confined to one thread at a time. Source: `NFT_MSG_GETGEN` of nf_tables' netlink.
public final class RulesetGeneration implements AutoCloseable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_NETFILTER = 12;
  private static final int GET_GENERATION = 10 << 8 | 16;
  private static final int NEW_GENERATION = 10 << 8 | 15;
  private static final int REQUEST = 1;
  private static final int HEADER_BYTES = 20;
  private static final int ATTRIBUTE_HEADER_BYTES = 4;
  private static final int TYPE_AT = 4;
  private static final int GENERATION = 1;
  private static final int REPLY_LIMIT_BYTES = 4096;

  private final int descriptor;

  private RulesetGeneration(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Opens the question for a network.
  ///
  /// @throws GatewayException if the kernel refuses
  public static RulesetGeneration of(Place network) throws InterruptedException {
    try {
      return new RulesetGeneration(
          network.run(
              () -> Syscalls.socket(AF_NETLINK, SOCK_RAW | Syscalls.O_CLOEXEC, NETLINK_NETFILTER)));
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  /// The number now.
  ///
  /// @throws GatewayException if the kernel does not say
  public int current() {
    try {
      Syscalls.send(descriptor, request());
      return parse(Syscalls.receive(descriptor, REPLY_LIMIT_BYTES));
    } catch (ErrnoException | IllegalArgumentException e) {
      throw failed(e);
    }
  }

  private static byte[] request() {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(HEADER_BYTES)
        .putShort((short) GET_GENERATION)
        .putShort((short) REQUEST)
        .array();
  }

  /// Reads the kernel's answer.
  ///
  /// @throws IllegalArgumentException if it is something else
  static int parse(byte[] answer) {
    var buffer = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
    if (answer.length < HEADER_BYTES || buffer.getShort(TYPE_AT) != NEW_GENERATION) {
      throw new IllegalArgumentException("answer: no generation (expected: NFT_MSG_NEWGEN)");
    }
    buffer.position(HEADER_BYTES);
    while (buffer.remaining() >= ATTRIBUTE_HEADER_BYTES + Integer.BYTES) {
      int length = Short.toUnsignedInt(buffer.getShort());
      int type = Short.toUnsignedInt(buffer.getShort());
      if (type == GENERATION) {
        return buffer.order(ByteOrder.BIG_ENDIAN).getInt();
      }
      int body = Math.max(0, length - ATTRIBUTE_HEADER_BYTES);
      buffer.position(Math.min(buffer.limit(), buffer.position() + (body + 3) / 4 * 4));
    }
    throw new IllegalArgumentException("answer: no NFTA_GEN_ID (expected: one)");
  }

  private static GatewayException failed(Exception why) {
    return new GatewayException(
        ErrorKind.INTERNAL,
        "The kernel does not tell the generation of packet rules ("
            + why.getMessage()
            + "). Report this.",
        why);
  }

  @Override
  public void close() {
    try {
      Syscalls.close(descriptor);
    } catch (ErrnoException e) {
      throw failed(e);
    }
  }
}
