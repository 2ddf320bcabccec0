package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Queries as a resolver sends them.
final class DnsSamples {
  static final int ID = 0x1234;

  private DnsSamples() {}

  static byte[] query(String name, int type) {
    var out = ByteBuffer.allocate(512);
    out.putShort((short) ID)
        .putShort((short) 0x0100)
        .putShort((short) 1)
        .putInt(0)
        .putShort((short) 0);
    for (var label : name.split("\\.", -1)) {
      out.put((byte) label.length()).put(label.getBytes(US_ASCII));
    }
    out.put((byte) 0).putShort((short) type).putShort((short) 1);
    return Arrays.copyOf(out.array(), out.position());
  }
}
