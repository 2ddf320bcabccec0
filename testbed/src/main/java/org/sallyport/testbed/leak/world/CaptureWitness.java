package org.sallyport.testbed.leak.world;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.capture.PacketCapture;

/// The frames themselves, at one interface: whoever sends without being an exit is named.
final class CaptureWitness implements Witness {
  private final String where;
  private final PacketCapture capture;
  private final Set<String> exits;
  private long dropped;

  CaptureWitness(String where, PacketCapture capture, Set<String> exits) {
    this.where = where;
    this.capture = capture;
    this.exits = Set.copyOf(exits);
  }

  @Override
  public Sighting look() {
    try {
      long leaked = 0;
      long throughTor = 0;
      var examples = new ArrayList<String>();
      for (Optional<byte[]> next = capture.next(); next.isPresent(); next = capture.next()) {
        var frame = Frame.parse(next.get());
        switch (origin(frame)) {
          case EXIT -> throughTor += opens(frame);
          case KERNEL -> {}
          case ANYBODY -> {
            leaked++;
            note(examples, frame.text() + " at " + where);
          }
        }
      }
      long unseen = unseen();
      if (unseen > 0) {
        note(examples, unseen + " frames that the queue had no room for at " + where);
      }
      return new Sighting(leaked + unseen, throughTor, examples);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The leak test's capture failed: " + e.getMessage() + ".", e);
    }
  }

  private long unseen() throws IOException {
    long all = capture.dropped();
    long more = all - dropped;
    dropped = all;
    return more;
  }

  /// Who sent a frame.
  private enum Origin {
    EXIT,
    KERNEL,
    ANYBODY
  }

  private Origin origin(Frame frame) {
    if (!(frame instanceof Frame.Packet packet) || packet.protocol() != Frame.TCP) {
      return Origin.ANYBODY;
    }
    var body = packet.body();
    if (body.resets() && body.sourcePort() == CounterRules.KNOCK_PORT) {
      return Origin.KERNEL;
    }
    return exits.contains(packet.source()) ? Origin.EXIT : Origin.ANYBODY;
  }

  /// Only a new connection tells of the probe that runs now; an exit closes old ones when it likes.
  private static int opens(Frame frame) {
    return frame instanceof Frame.Packet packet && packet.body().opens() ? 1 : 0;
  }

  private static void note(List<String> examples, String text) {
    if (examples.size() < Sighting.MAX_EXAMPLES) {
      examples.add(text);
    }
  }

  @Override
  public void close() throws IOException {
    capture.close();
  }
}
