package org.sallyport.linux.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The kernel's answer to one request that asked for an acknowledgement.
///
/// Law: an answer that is cut off, of another request or of another type is [Malformed], never an
/// acknowledgement.
sealed interface NetlinkReply {
  /// Done.
  record Acknowledged() implements NetlinkReply {}

  /// Refused with the (positive) error number.
  record Refused(int errno) implements NetlinkReply {}

  /// Not an answer to the request.
  record Malformed(String why) implements NetlinkReply {}

  /// The bytes of a header and of the error number after it.
  int LEAST_BYTES = 20;

  /// `NLMSG_ERROR`, which also carries success.
  int ERROR = 2;

  /// Reads the answer to the request with that sequence number.
  static NetlinkReply decode(byte[] message, int sequence) {
    if (message.length < LEAST_BYTES) {
      return new Malformed("only " + message.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
    int length = buffer.getInt(0);
    int type = Short.toUnsignedInt(buffer.getShort(4));
    int answered = buffer.getInt(8);
    int error = buffer.getInt(16);
    if (length < LEAST_BYTES || length > message.length) {
      return new Malformed("length field " + length + " of " + message.length + " bytes");
    }
    if (type != ERROR || answered != sequence) {
      return new Malformed("type " + type + ", sequence " + answered);
    }
    if (error == 0) {
      return new Acknowledged();
    }
    return error < 0 && error != Integer.MIN_VALUE
        ? new Refused(-error)
        : new Malformed("error number " + error);
  }
}
