package org.sallyport.linux.nft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Ruleset;

/// Whether the kernel would take a ruleset, asked of it by `nft --check`: nothing changes. Needs
/// `CAP_NET_ADMIN`.
public final class RulesetRehearsal {
  private static final long SECONDS = 20;

  private RulesetRehearsal() {}

  /// The rules in nft's words, after the kernel has found nothing wrong with them.
  ///
  /// @throws GatewayException with nft's words if it has, or cannot be asked
  public static String of(Ruleset ruleset) {
    try {
      var nft = new ProcessBuilder("nft", "--check", "-f", "-").redirectErrorStream(true).start();
      try (var in = nft.getOutputStream()) {
        in.write(RulesetText.transaction(ruleset).getBytes(UTF_8));
      }
      var said = new String(nft.getInputStream().readAllBytes(), UTF_8).strip();
      if (!nft.waitFor(SECONDS, TimeUnit.SECONDS) || nft.exitValue() != 0) {
        nft.destroyForcibly();
        throw new GatewayException(
            ErrorKind.CONFIGURATION,
            "The packet rules were checked, and the kernel would not take them: "
                + said
                + ". If the names in it are your configuration's, mend that.");
      }
      return RulesetText.table(ruleset);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The packet rules were not checked: nft did not run (" + e.getMessage() + ").",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while nft ran.", e);
    }
  }
}
