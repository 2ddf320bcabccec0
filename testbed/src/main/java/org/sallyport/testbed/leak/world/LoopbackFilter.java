package org.sallyport.testbed.leak.world;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.sallyport.linux.capture.PacketCapture;
import org.sallyport.linux.capture.PacketFilter;
import org.sallyport.linux.capture.PacketFilter.Instruction;

/// Which frames of the uplink's `lo` the capture keeps: all IPv6, IPv4 that is no TCP and not with
/// the name server, and TCP to the trap port or from the probes' own. The same as
/// [CounterRules#uplink] by other means.
final class LoopbackFilter {
  private static final int LOAD_SHORT = 0x28;
  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HEADER_LENGTH = 0xb1;
  private static final int LOAD_SHORT_BEHIND_HEADER = 0x48;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private static final int TYPE_AT = 12;
  private static final int IPV4 = 0x0800;
  private static final int HEADER_AT = 14;
  private static final int PROTOCOL_AT = 23;
  private static final int DESTINATION_AT = 30;
  private static final int SOURCE_PORT_BEHIND_HEADER = 14;
  private static final int PORT_BEHIND_HEADER = 16;

  private LoopbackFilter() {}

  /// The program; the name server's messages have its address at both ends.
  static PacketFilter keeping(String nameServer) {
    return new PacketFilter(
        List.of(
            load(LOAD_SHORT, TYPE_AT),
            equal(IPV4, 0, 9),
            load(LOAD_BYTE, PROTOCOL_AT),
            equal(Frame.TCP, 2, 0),
            load(LOAD_WORD, DESTINATION_AT),
            equal(number(nameServer), 6, 5),
            load(LOAD_HEADER_LENGTH, HEADER_AT),
            load(LOAD_SHORT_BEHIND_HEADER, PORT_BEHIND_HEADER),
            equal(CounterRules.TRAP_PORT, 2, 0),
            load(LOAD_SHORT_BEHIND_HEADER, SOURCE_PORT_BEHIND_HEADER),
            equal(CounterRules.PROBE_PORT, 0, 1),
            load(RETURN, PacketCapture.SNAP_BYTES),
            load(RETURN, 0)));
  }

  private static Instruction load(int code, int operand) {
    return new Instruction(code, 0, 0, operand);
  }

  private static Instruction equal(int operand, int ifTrue, int ifFalse) {
    return new Instruction(JUMP_IF_EQUAL, ifTrue, ifFalse, operand);
  }

  private static int number(String address) {
    return ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).getInt();
  }
}
