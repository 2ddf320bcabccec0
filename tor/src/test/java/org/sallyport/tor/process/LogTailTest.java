package org.sallyport.tor.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogTailTest {
  private final LogTail tail = new LogTail();

  @Test
  void keepsTheLastLinesOnly() {
    for (int i = 0; i <= LogTail.MAX_LINES; i++) {
      tail.add("line " + i);
    }
    assertThat(tail.lines()).hasSize(LogTail.MAX_LINES).startsWith("line 1").endsWith("line 200");
    tail.add("x".repeat(10_000));
    assertThat(tail.lines().getLast()).hasSize(LogTail.MAX_LINE_CHARACTERS);
  }

  @Test
  void givesTheLastProblemsAsReason() {
    assertThat(tail.reason()).isEqualTo("tor said nothing");
    tail.add("Nov 21 [notice] Opening Socks listener");
    assertThat(tail.reason()).isEqualTo("Nov 21 [notice] Opening Socks listener");
    for (int i = 1; i <= 4; i++) {
      tail.add("Nov 21 [warn] problem " + i);
    }
    tail.add("Nov 21 [notice] bye");
    tail.add("Nov 21 [err] Reading config failed--see warnings above.");
    assertThat(tail.reason()).isEqualTo("problem 2 / problem 3 / problem 4");
    assertThat(tail.problems()).hasSize(5);
  }
}
