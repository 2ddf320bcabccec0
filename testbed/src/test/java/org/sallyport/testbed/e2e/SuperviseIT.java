package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The launcher's supervisor, with a program in the gateway's place that ends as it is told.
final class SuperviseIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Takes the next word of a file as its end: a signal's name or a status.
  private static final String PROGRAM =
      """
      read -r next rest <"$0"
      echo "$rest" >"$0"
      case $next in
        [A-Z]*) kill -"$next" $$ ;;
        *) exit "$next" ;;
      esac
      """;

  @TempDir private Path folder;

  /// @param ends how it ends, one start after the other
  /// @param status how the supervisor ends
  /// @param unused how many of the ends are left over
  @ParameterizedTest
  @CsvSource({
    "0 0, 0, 1", // told to stop, or nobody used it
    "11 0, 11, 1", // it never ran: who started it learns why
    "1 0, 1, 1",
    "TERM 0, 143, 1",
    "KILL 0, 0, 0", // broke down
    "ABRT 0, 0, 0", // out of memory
    "KILL SEGV BUS 0, 0, 0",
    "KILL 11 1 8 0, 0, 0", // the disk was full, or something else was in the way for a while
    "KILL 3 0, 3, 1", // the configuration does not mend itself
    "KILL 6 0, 6, 1" // somebody has started another one
  })
  void startsAgainWhatBrokeDownUntilItIsBack(String ends, int status, int unused)
      throws IOException {
    Path script = Files.writeString(folder.resolve("ends"), ends + "\n");
    var line =
        List.of(
            Installation.ofThisRun().launcher(),
            "__supervise",
            "bash",
            "-c",
            PROGRAM,
            script.toString());
    Outcome outcome = Outcome.of(line, Map.of(), LIMIT);
    assertThat(outcome.status()).as("%s", outcome).isEqualTo(status);
    assertThat(Files.readString(script).strip().split(" +", -1)).hasSize(Math.max(1, unused));
  }
}
