package org.sallyport.api.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Cuts a stream of bytes into lines that end in LF, each of at most a given length.
///
/// Confined to the thread of its connection. The lines come without their LF.
public final class LineBuffer {
  private static final int INITIAL_BYTES = 4096;

  private final int limit;
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int filled;
  private int searched;

  /// A buffer for lines of at most `limit` bytes, LF not counted.
  public LineBuffer(int limit) {
    this.limit = limit;
  }

  /// Takes all that remains in the source.
  public void add(ByteBuffer source) {
    int needed = filled + source.remaining();
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    int count = source.remaining();
    source.get(bytes, filled, count);
    filled += count;
  }

  /// The next complete line, if there is one.
  ///
  /// @throws LineTooLongException if the line, complete or not, is longer than the limit; the
  ///   connection is then of no use any more
  public Optional<byte[]> next() throws LineTooLongException {
    int end = searched;
    while (end < filled && bytes[end] != '\n') {
      end++;
    }
    searched = end;
    if (end > limit) {
      throw new LineTooLongException(limit);
    }
    if (end == filled) {
      return Optional.empty();
    }
    byte[] line = Arrays.copyOf(bytes, end);
    filled -= end + 1;
    System.arraycopy(bytes, end + 1, bytes, 0, filled);
    searched = 0;
    return Optional.of(line);
  }

  /// Whether the beginning of a line is held that has not ended yet.
  public boolean holdsPart() {
    return filled > 0;
  }
}
