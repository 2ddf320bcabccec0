package org.sallyport.testbed.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Addresses of this namespace's `lo`. Adding them again is harmless.
///
/// `quickack 1` on each route: delayed acknowledgements on `lo` cost 40 ms per small request and
/// half of the throughput.
public final class LoopbackAddresses {
  private static final long IP_SECONDS = 5;

  private LoopbackAddresses() {}

  /// Brings `lo` up and puts the addresses on it.
  ///
  /// @param namespace the proof that this is not the host's `lo`
  public static void add(SealedNamespace namespace, List<String> addresses) {
    if (!namespace.stillSealed()) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "No address was added to lo: an interface has appeared in the private network's"
              + " namespace. Nothing may be plugged into it.");
    }
    run(batch(addresses));
  }

  /// The input of `ip -batch -`.
  static String batch(List<String> addresses) {
    var text = new StringBuilder("link set lo up\n");
    for (var address : addresses) {
      if (address.contains(":")) {
        text.append("address replace %s/128 dev lo nodad\n".formatted(address));
      } else {
        text.append("address replace %s/32 dev lo\n".formatted(address));
        text.append(
            "route change local %s dev lo table local proto kernel scope host src %1$s quickack 1\n"
                .formatted(address));
      }
    }
    return text.toString();
  }

  private static void run(String batch) {
    try {
      var ip = new ProcessBuilder("ip", "-batch", "-").redirectErrorStream(true).start();
      try (var in = ip.getOutputStream()) {
        in.write(batch.getBytes(UTF_8));
      }
      var said = new String(ip.getInputStream().readAllBytes(), UTF_8).strip();
      if (!ip.waitFor(IP_SECONDS, TimeUnit.SECONDS) || ip.exitValue() != 0) {
        ip.destroyForcibly();
        throw new GatewayException(
            ErrorKind.PERMISSION,
            "The private network's addresses could not be put on lo: ip said: "
                + said
                + ". This needs CAP_NET_ADMIN in the namespace: start with unshare --keep-caps.");
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The private network's addresses could not be put on lo: ip did not start ("
              + e.getMessage()
              + "). Install iproute2.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while ip ran.", e);
    }
  }
}
