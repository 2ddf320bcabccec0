package org.sallyport.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.lab.Lab;

/// The whole private network with the real tor, as root and as an ordinary user.
final class PrivateNetworkIT {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final Duration GONE_DEADLINE = Duration.ofSeconds(2);

  @ParameterizedTest
  @MethodSource("org.sallyport.testbed.lab.Lab#all")
  void productionTorrcReachesWebOnionAndBridges(Lab lab) {
    var result = lab.run(NetworkBody.class, DEADLINE).mustSucceed();
    System.out.println(lab + "\n" + result.output());
  }

  @ParameterizedTest
  @MethodSource("org.sallyport.testbed.lab.Lab#all")
  void startsNothingWhereThereIsAWayOut(Lab lab) {
    var _ = lab.run(WayOutBody.class, DEADLINE).mustSucceed();
  }

  @ParameterizedTest
  @MethodSource("org.sallyport.testbed.lab.Lab#all")
  void nothingSurvivesKillOfTheJvm(Lab lab) {
    try (var run = lab.start(NetworkBody.class, "serve")) {
      run.awaitOutput(NetworkBody.SERVING, DEADLINE);
      assertThat(run.processes()).hasSizeGreaterThan(7);
      var start = System.nanoTime();
      run.kill();
      run.awaitNoProcess(GONE_DEADLINE);
      System.out.printf("%s: all gone %d ms after kill -9%n", lab, millisSince(start));
    }
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
