package org.sallyport.testbed.leak.world;

import static org.sallyport.testbed.leak.world.FrameCode.DESTINATION_AT;
import static org.sallyport.testbed.leak.world.FrameCode.HEADER_AT;
import static org.sallyport.testbed.leak.world.FrameCode.IPV4;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_BYTE;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_HEADER_LENGTH;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_SHORT;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_SHORT_BEHIND_HEADER;
import static org.sallyport.testbed.leak.world.FrameCode.LOAD_WORD;
import static org.sallyport.testbed.leak.world.FrameCode.PORT_BEHIND_HEADER;
import static org.sallyport.testbed.leak.world.FrameCode.PROTOCOL_AT;
import static org.sallyport.testbed.leak.world.FrameCode.RETURN;
import static org.sallyport.testbed.leak.world.FrameCode.SOURCE_PORT_BEHIND_HEADER;
import static org.sallyport.testbed.leak.world.FrameCode.TYPE_AT;
import static org.sallyport.testbed.leak.world.FrameCode.equal;
import static org.sallyport.testbed.leak.world.FrameCode.load;
import static org.sallyport.testbed.leak.world.FrameCode.number;

import java.util.List;
import org.sallyport.linux.capture.PacketCapture;
import org.sallyport.linux.capture.PacketFilter;

/// Which frames of the uplink's `lo` the capture keeps: all IPv6, IPv4 that is no TCP and not with
/// the name server, and TCP to the trap port or from the probes' own. The same as
/// [CounterRules#uplink] by other means.
final class LoopbackFilter {
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
}
