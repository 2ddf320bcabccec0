package org.sallyport.testbed.upstream;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.lab.Lab;

/// Why conflux is off (ADR 18): a conflux set of a plain tor that loses a leg is given to another
/// token; no circuit of a tor with the gateway's setting ever is.
final class ConfluxIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @Test
  void noCircuitChangesHands() {
    var result = Lab.all().getLast().run(ConfluxBody.class, DEADLINE).mustSucceed();
    System.out.println(result.output());
  }
}
