package org.sallyport.testbed.world;

import java.time.Duration;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.control.ControlConnection;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.control.UnknownEvent;

/// A version 3 onion service on one of the network's relays: port 80 of its address is the web
/// server's onion door. It lives as long as the control connection that made it.
///
/// @param address 56 base32 characters and `.onion`
public record OnionService(String address) {
  private static final Duration UPLOAD_DEADLINE = Duration.ofSeconds(30);
  private static final int VIRTUAL_PORT = 80;

  /// Makes a new service and waits until its descriptor has been uploaded: about 1.5 s.
  ///
  /// @param control a relay's, used by nobody else for events
  /// @param target where its port 80 leads, `address:port`
  public static OnionService publish(ControlConnection control, String target) {
    control.setEvents(List.of("HS_DESC"));
    var reply =
        control.command(
            "ADD_ONION",
            List.of(
                "NEW:ED25519-V3", "Flags=DiscardPK", "Port=%d,%s".formatted(VIRTUAL_PORT, target)));
    var id = reply.value("ServiceID");
    awaitUpload(control, id);
    control.setEvents(List.of());
    return new OnionService(id + ".onion");
  }

  private static void awaitUpload(ControlConnection control, String id) {
    var end = System.nanoTime() + UPLOAD_DEADLINE.toNanos();
    try {
      while (System.nanoTime() < end) {
        var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        if (control.pollEvent(left).filter(e -> isUpload(e, id)).isPresent()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.TIMEOUT, "Interrupted while the onion service was published.", e);
    }
    throw new GatewayException(
        ErrorKind.TIMEOUT,
        "The private world's onion service was not published within %d s. The machine may be"
                .formatted(UPLOAD_DEADLINE.toSeconds())
            + " overloaded; try again.");
  }

  private static boolean isUpload(ControlEvent event, String id) {
    return event instanceof UnknownEvent unknown
        && unknown.body().reveal().contains("UPLOADED " + id);
  }
}
