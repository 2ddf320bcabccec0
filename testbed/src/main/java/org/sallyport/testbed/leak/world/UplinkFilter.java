package org.sallyport.testbed.leak.world;

import static org.sallyport.testbed.leak.world.FrameCode.DESTINATION_AT;
import static org.sallyport.testbed.leak.world.FrameCode.FRAGMENT_AT;
import static org.sallyport.testbed.leak.world.FrameCode.FRAGMENT_MASK;
import static org.sallyport.testbed.leak.world.FrameCode.HEADER_AT;
import static org.sallyport.testbed.leak.world.FrameCode.IPV4;
import static org.sallyport.testbed.leak.world.FrameCode.JUMP_IF_SET;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_BYTE;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_HEADER_LENGTH;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_SHORT;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_SHORT_BEHIND_HEADER;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_WORD;
import static org.sallyport.testbed.leak.world.FrameCode.PORT_BEHIND_HEADER;
import static org.sallyport.testbed.leak.world.FrameCode.PROTOCOL_AT;
import static org.sallyport.testbed.leak.world.FrameCode.RETURN;
import static org.sallyport.testbed.leak.world.FrameCode.SOURCE_AT;
import static org.sallyport.testbed.leak.world.FrameCode.SOURCE_PORT_BEHIND_HEADER;
import static org.sallyport.testbed.leak.world.FrameCode.TYPE_AT;
import static org.sallyport.testbed.leak.world.FrameCode.equal;
import static org.sallyport.testbed.leak.world.FrameCode.load;
import static org.sallyport.testbed.leak.world.FrameCode.number;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.linux.capture.PacketCapture;
import org.sallyport.linux.capture.PacketFilter;
import org.sallyport.linux.capture.PacketFilter.Instruction;

/// Which frames of a gateway machine's uplink the capture keeps: all but TCP over IPv4 from the
/// machine's own address, not from the probes' port, to a relay's ORPort. The same as
/// [CounterRules#beyond] by other means.
final class UplinkFilter {
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
}
