package org.sallyport.tor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StaleTorTest {
  private static final List<String> LOCKS =
      List.of(
          "1: FLOCK  ADVISORY  WRITE 4711 fd:01:1042 0 EOF",
          "1: -> FLOCK  ADVISORY  WRITE 4712 fd:01:1042 0 EOF",
          "2: POSIX  ADVISORY  READ 815 00:2a:42 128 128",
          "3: FLOCK  ADVISORY  WRITE 0 fd:01:1042 0 EOF",
          "4: FLOCK",
          "");

  @Test
  void readsWhoHoldsLockAndNotWhoWaits() {
    assertThat(StaleTor.holders(LOCKS, "1042")).containsExactly(4711L);
    assertThat(StaleTor.holders(LOCKS, "42")).containsExactly(815L);
    assertThat(StaleTor.holders(LOCKS, "2")).isEmpty();
  }

  @Test
  void hasNothingToDoInFreshFolder(@TempDir Path folder) throws Exception {
    StaleTor.clear(folder, folder.resolve("torrc"), Duration.ZERO);
    assertThat(folder).isEmptyDirectory();
  }
}
