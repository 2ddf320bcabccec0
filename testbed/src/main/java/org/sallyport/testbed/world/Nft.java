package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The `nft` command in this namespace. Stateless; for any thread that may block.
final class Nft {
  private static final long SECONDS = 5;

  private Nft() {}

  /// Applies a rule text, all or nothing.
  static void apply(String rules) {
    run(List.of("nft", "-f", "-"), rules);
  }

  /// What `nft list …` prints.
  static String list(String what) {
    return run(List.of("nft", "list " + what), "");
  }

  private static String run(List<String> command, String input) {
    try {
      var nft = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var in = nft.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      var said = new String(nft.getInputStream().readAllBytes(), UTF_8);
      if (!nft.waitFor(SECONDS, TimeUnit.SECONDS) || nft.exitValue() != 0) {
        nft.destroyForcibly();
        throw new GatewayException(
            ErrorKind.PERMISSION,
            "The witness's packet counters could not be used: nft said: "
                + said.strip()
                + ". This needs CAP_NET_ADMIN in the namespace: start with unshare --keep-caps.");
      }
      return said;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The witness's packet counters could not be used: nft did not run ("
              + e.getMessage()
              + "). Install nftables.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while nft ran.", e);
    }
  }
}
