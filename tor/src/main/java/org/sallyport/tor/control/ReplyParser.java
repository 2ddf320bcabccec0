package org.sallyport.tor.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The incremental parser of what tor sends: bytes in, complete replies out.
///
/// Knows `250-`, `250+` with its dot-stuffed data block, `250 `, and asynchronous 6xx of any number
/// of lines. Lines end in LF with an optional CR before it. After a [MalformedReplyException] the
/// stream has lost its framing and the parser must be thrown away.
///
/// Confined to the thread that reads the connection. Source: control-spec, section 2.3.
final class ReplyParser {
  /// Longest line accepted; the longest that tor 0.4.9 sends is a few KiB.
  static final int MAX_LINE_BYTES = 65_536;

  /// Largest reply accepted; a full consensus is about 3 MiB.
  static final int MAX_REPLY_BYTES = 16 * 1024 * 1024;

  /// Most lines of one reply outside data blocks.
  static final int MAX_REPLY_LINES = 20_000;

  private static final int INITIAL_LINE_BYTES = 512;
  private static final int STATUS_DIGITS = 3;

  private byte[] line = new byte[INITIAL_LINE_BYTES];
  private int lineLength;
  private int replyLength;
  private final List<Reply.Line> lines = new ArrayList<>();
  private @Nullable Block block;

  /// A data block in progress.
  private record Block(int status, String text, StringBuilder data) {}

  /// Consumes all of `input` and passes each reply that it completes to `sink`.
  void accept(ByteBuffer input, Consumer<Reply> sink) throws MalformedReplyException {
    while (input.hasRemaining()) {
      byte next = input.get();
      if (next == '\n') {
        endOfLine(sink);
      } else {
        append(next);
      }
    }
  }

  /// True between two replies: the only place where a connection may end cleanly.
  boolean isIdle() {
    return lineLength == 0 && lines.isEmpty() && block == null;
  }

  private void append(byte next) throws MalformedReplyException {
    if (lineLength == line.length) {
      if (lineLength >= MAX_LINE_BYTES) {
        throw new MalformedReplyException("a line is longer than " + MAX_LINE_BYTES + " bytes");
      }
      line = Arrays.copyOf(line, Math.min(MAX_LINE_BYTES, lineLength * 2));
    }
    line[lineLength++] = next;
  }

  private void endOfLine(Consumer<Reply> sink) throws MalformedReplyException {
    replyLength += lineLength + 1;
    if (replyLength > MAX_REPLY_BYTES) {
      throw new MalformedReplyException("a reply is longer than " + MAX_REPLY_BYTES + " bytes");
    }
    int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
    String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    lineLength = 0;
    if (block != null) {
      dataLine(block, text);
    } else {
      replyLine(text, sink);
    }
  }

  private void dataLine(Block current, String text) {
    if (text.equals(".")) {
      var data = current.data();
      if (!data.isEmpty()) {
        data.setLength(data.length() - 1);
      }
      lines.add(new Reply.Line(current.status(), current.text(), data.toString()));
      block = null;
      return;
    }
    current.data().append(text, text.startsWith(".") ? 1 : 0, text.length()).append('\n');
  }

  private void replyLine(String text, Consumer<Reply> sink) throws MalformedReplyException {
    int status = status(text);
    if (!lines.isEmpty() && (lines.getFirst().status() / 100 == 6) != (status / 100 == 6)) {
      throw new MalformedReplyException("an event stands inside a reply");
    }
    if (lines.size() == MAX_REPLY_LINES) {
      throw new MalformedReplyException("a reply has more than " + MAX_REPLY_LINES + " lines");
    }
    String rest = text.substring(STATUS_DIGITS + 1);
    switch (text.charAt(STATUS_DIGITS)) {
      case '+' -> block = new Block(status, rest, new StringBuilder());
      case '-' -> lines.add(new Reply.Line(status, rest, ""));
      case ' ' -> {
        lines.add(new Reply.Line(status, rest, ""));
        var reply = new Reply(lines);
        lines.clear();
        replyLength = 0;
        sink.accept(reply);
      }
      default -> throw new MalformedReplyException("a status is not followed by ' ', '-' or '+'");
    }
  }

  private static int status(String text) throws MalformedReplyException {
    if (text.length() <= STATUS_DIGITS) {
      throw new MalformedReplyException("a line is shorter than a status");
    }
    int status = 0;
    for (int i = 0; i < STATUS_DIGITS; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new MalformedReplyException("a line does not begin with a status");
      }
      status = status * 10 + (c - '0');
    }
    return status;
  }
}
