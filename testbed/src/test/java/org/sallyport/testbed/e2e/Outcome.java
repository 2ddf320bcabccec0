package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How a command ended: its exit status and all that it wrote.
record Outcome(int status, String out, String err) {
  /// Runs a command to its end with nothing on its input; one that does not end in time is killed
  /// and fails the test.
  static Outcome of(List<String> command, Map<String, String> environment, Duration limit) {
    Running running = Running.start(command, environment);
    running.endInput();
    return running.outcome(limit);
  }

  /// Fails unless the command succeeded.
  Outcome assertOk() {
    assertThat(status).as("%s", this).isZero();
    return this;
  }

  /// Fails unless the command ended with that status.
  Outcome assertStatus(int expected) {
    assertThat(status).as("%s", this).isEqualTo(expected);
    return this;
  }
}
