package org.sallyport.testbed.leak.world;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.linux.capture.PacketCapture;
import org.sallyport.linux.capture.PacketFilter;
import org.sallyport.linux.capture.PacketFilter.Instruction;

/// Which frames of a gateway machine's uplink the capture keeps: all but TCP over IPv4 from the
/// machine's own address, not from the probes' port, to a relay's ORPort. The same as
/// [CounterRules#beyond] by other means.
final class UplinkFilter {
  private static final int LOAD_SHORT = 0x28;
  private static final int LOAD_BYTE = 0x30;
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HEADER_LENGTH = 0xb1;
  private static final int LOAD_SHORT_BEHIND_HEADER = 0x48;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_SET = 0x45;
  private static final int RETURN = 0x06;

  private static final int TYPE_AT = 12;
  private static final int IPV4 = 0x0800;
  private static final int HEADER_AT = 14;
  private static final int FRAGMENT_AT = 20;
  private static final int FRAGMENT_MASK = 0x3fff;
  private static final int PROTOCOL_AT = 23;
  private static final int SOURCE_AT = 26;
  private static final int DESTINATION_AT = 30;
  private static final int SOURCE_PORT_BEHIND_HEADER = 14;
  private static final int PORT_BEHIND_HEADER = 16;

  private UplinkFilter() {}

  /// The program. Every comparison that fails leads to its last instruction but one, which keeps.
  static PacketFilter without(String gateway, List<String> relays, int port) {
    int count = relays.size();
    var all = new ArrayList<Instruction>();
    all.add(load(LOAD_SHORT, TYPE_AT));
    all.add(equal(IPV4, 0, 12 + count));
    all.add(load(LOAD_BYTE, PROTOCOL_AT));
    all.add(equal(Frame.TCP, 0, 10 + count));
    all.add(load(LOAD_SHORT, FRAGMENT_AT));
    all.add(new Instruction(JUMP_IF_SET, 8 + count, 0, FRAGMENT_MASK));
    all.add(load(LOAD_WORD, SOURCE_AT));
    all.add(equal(number(gateway), 0, 6 + count));
    all.add(load(LOAD_WORD, DESTINATION_AT));
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      all.add(equal(number(relays.get(i)), count - 1 - i, last ? 5 : 0));
    }
    all.add(load(LOAD_HEADER_LENGTH, HEADER_AT));
    all.add(load(LOAD_SHORT_BEHIND_HEADER, PORT_BEHIND_HEADER));
    all.add(equal(port, 0, 2));
    all.add(load(LOAD_SHORT_BEHIND_HEADER, SOURCE_PORT_BEHIND_HEADER));
    all.add(equal(CounterRules.PROBE_PORT, 0, 1));
    all.add(load(RETURN, PacketCapture.SNAP_BYTES));
    all.add(load(RETURN, 0));
    return new PacketFilter(all);
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
