package org.sallyport.testbed.world;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.lab.Lab;

/// The parts of the private world in a real namespace, as root and as an ordinary user: each says
/// what it promises ([WorldBody]).
final class WorldIT {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @ParameterizedTest(name = "{1} as {0}")
  @MethodSource
  void everyPartKeepsItsPromise(Lab lab, String part) {
    var _ = lab.run(WorldBody.class, DEADLINE, part).mustSucceed();
  }

  static Stream<Arguments> everyPartKeepsItsPromise() {
    return Lab.all().stream()
        .flatMap(lab ->
            List.of("witness", "web", "echo", "dns").stream().map(part -> Arguments.of(lab, part)));
  }
}
