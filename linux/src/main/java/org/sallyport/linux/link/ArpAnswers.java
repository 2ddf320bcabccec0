package org.sallyport.linux.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Which addresses the network of the calling thread owns up to when it is asked by ARP.
///
/// By default whoever is on one interface is told of the addresses of all others too: a machine
/// learns the uplink's by asking for one after the other. Source: kernel,
/// `Documentation/networking/ip-sysctl.rst`, `arp_ignore`.
public final class ArpAnswers {
  private static final Path SETTING = Path.of("/proc/sys/net/ipv4/conf/all/arp_ignore");
  private static final String EVERY_ADDRESS = "0";
  private static final String OF_THE_SAME_INTERFACE = "1";

  private ArpAnswers() {}

  /// Answers for the addresses of the interface that is asked, and no others. A stricter setting
  /// stays.
  ///
  /// @throws GatewayException `PERMISSION` if that cannot be set
  public static void ofTheSameInterface() {
    try {
      if (Files.readString(SETTING).strip().equals(EVERY_ADDRESS)) {
        Path _ = Files.writeString(SETTING, OF_THE_SAME_INTERFACE);
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "This machine tells by ARP which addresses its other interfaces have, and that could not"
              + " be changed: "
              + e
              + ". No machine is let in. Run: sysctl -w net.ipv4.conf.all.arp_ignore=1, and start"
              + " again.",
          e);
    }
  }
}
