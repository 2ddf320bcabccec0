package org.sallyport.testbed.leak.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;

/// Two programs for x86-64 that use no library and no loader: machine code in an ELF file, made
/// here byte by byte. Nothing that a library wraps or that is preloaded can see what they do.
///
/// Each connects to the leak test's public host, by `syscall` or by `int $0x80` (the calls of
/// i386). Sources: System V ABI (ELF-64), x86-64 psABI, `socketcall(2)`.
final class StaticProgram {
  private static final int BASE = 0x40_0000;
  private static final int HEADERS = 64 + 56;
  private static final int DATA_AT = 512;
  private static final int BYTES = 1024;
  private static final int ADDRESS_AT = DATA_AT;
  private static final int MESSAGE_AT = DATA_AT + 16;
  private static final int SOCKET_ARGUMENTS_AT = DATA_AT + 64;
  private static final int CONNECT_ARGUMENTS_AT = DATA_AT + 80;
  private static final byte[] TO = {2, 0, 0, 80, (byte) 198, 51, 100, 9, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] MESSAGE =
      "GET /static HTTP/1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private StaticProgram() {}

  /// By `syscall`, in hexadecimal; empty on another processor.
  static Optional<String> bySyscall() {
    var code = new Code();
    code.number(0xb8, 41).number(0xbf, 2).number(0xbe, 1).bytes(0x31, 0xd2, 0x0f, 0x05);
    code.bytes(0x89, 0xc3); // the socket stays in ebx
    code.number(0xb8, 42).bytes(0x89, 0xdf).number(0xbe, BASE + ADDRESS_AT);
    code.number(0xba, TO.length).bytes(0x0f, 0x05);
    code.number(0xb8, 1).bytes(0x89, 0xdf).number(0xbe, BASE + MESSAGE_AT);
    code.number(0xba, MESSAGE.length).bytes(0x0f, 0x05);
    return here(code.exit());
  }

  /// By `int $0x80`, in hexadecimal; empty on another processor.
  static Optional<String> byForeignCalls() {
    var code = new Code();
    code.number(0xb8, 102).number(0xbb, 1).number(0xb9, BASE + SOCKET_ARGUMENTS_AT);
    code.bytes(0xcd, 0x80);
    code.bytes(0x89, 0x04).number(0x25, BASE + CONNECT_ARGUMENTS_AT); // the socket, as argument
    code.number(0xb8, 102).number(0xbb, 3).number(0xb9, BASE + CONNECT_ARGUMENTS_AT);
    code.bytes(0xcd, 0x80);
    return here(code.exit());
  }

  private static Optional<String> here(byte[] code) {
    return System.getProperty("os.arch").equals("amd64")
        ? Optional.of(HexFormat.of().formatHex(file(code)))
        : Optional.empty();
  }

  static byte[] file(byte[] code) {
    var file = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) 2).putShort((short) 62).putInt(1); // executable, x86-64
    file.putLong(BASE + HEADERS).putLong(64).putLong(0).putInt(0);
    file.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    file.putInt(1).putInt(7).putLong(0).putLong(BASE).putLong(BASE); // loaded, all rights
    file.putLong(BYTES).putLong(BYTES).putLong(4096);
    file.put(code);
    file.put(ADDRESS_AT, TO).put(MESSAGE_AT, MESSAGE);
    file.putInt(SOCKET_ARGUMENTS_AT, 2).putInt(SOCKET_ARGUMENTS_AT + Integer.BYTES, 1);
    file.putInt(CONNECT_ARGUMENTS_AT + Integer.BYTES, BASE + ADDRESS_AT);
    file.putInt(CONNECT_ARGUMENTS_AT + 2 * Integer.BYTES, TO.length);
    return file.array();
  }

  /// Machine code that grows.
  private static final class Code {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Code bytes(int... more) {
      for (int each : more) {
        bytes.write(each);
      }
      return this;
    }

    /// An operation with a 32-bit number.
    Code number(int operation, int number) {
      bytes.write(operation);
      bytes.writeBytes(
          ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
      return this;
    }

    byte[] exit() {
      return number(0xb8, 60).bytes(0x31, 0xff, 0x0f, 0x05).bytes.toByteArray();
    }
  }
}
