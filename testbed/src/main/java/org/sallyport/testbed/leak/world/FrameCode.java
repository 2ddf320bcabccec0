package org.sallyport.testbed.leak.world;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.sallyport.linux.capture.PacketFilter.Instruction;

/// The words of packet filters about Ethernet frames: codes of the kernel's classic BPF
/// (`linux/filter.h`) and where things are in a frame.
final class FrameCode {
  static final int LOAD_SHORT = 0x28;
  static final int LOAD_BYTE = 0x30;
  static final int LOAD_WORD = 0x20;
  static final int LOAD_HEADER_LENGTH = 0xb1;
  static final int LOAD_SHORT_BEHIND_HEADER = 0x48;
  static final int JUMP_IF_SET = 0x45;
  static final int RETURN = 0x06;

  static final int TYPE_AT = 12;
  static final int IPV4 = 0x0800;
  static final int HEADER_AT = 14;
  static final int FRAGMENT_AT = 20;
  static final int FRAGMENT_MASK = 0x3fff;
  static final int PROTOCOL_AT = 23;
  static final int SOURCE_AT = 26;
  static final int DESTINATION_AT = 30;
  static final int SOURCE_PORT_BEHIND_HEADER = 14;
  static final int PORT_BEHIND_HEADER = 16;

  private static final int JUMP_IF_EQUAL = 0x15;

  private FrameCode() {}

  static Instruction load(int code, int operand) {
    return new Instruction(code, 0, 0, operand);
  }

  static Instruction equal(int operand, int ifTrue, int ifFalse) {
    return new Instruction(JUMP_IF_EQUAL, ifTrue, ifFalse, operand);
  }

  static int number(String address) {
    return ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).getInt();
  }
}
