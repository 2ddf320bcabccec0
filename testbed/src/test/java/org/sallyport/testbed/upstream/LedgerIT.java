package org.sallyport.testbed.upstream;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.lab.Lab;

/// The upstream and the ledger with the real tor in the private network, without the gateway: what
/// the ledger says is compared with what was done by hand.
final class LedgerIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @ParameterizedTest
  @MethodSource("org.sallyport.testbed.lab.Lab#all")
  void ledgerSeesWhatWasDone(Lab lab) {
    var result = lab.run(LedgerBody.class, DEADLINE).mustSucceed();
    System.out.println(lab + "\n" + result.output());
  }
}
