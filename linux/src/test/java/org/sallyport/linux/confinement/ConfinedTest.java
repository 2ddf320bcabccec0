package org.sallyport.linux.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfinedTest {
  private static final String TOR =
      """
      Name:\ttor
      Uid:\t103\t103\t103\t103
      CapPrm:\t0000000000000000
      NoNewPrivs:\t1
      Seccomp:\t2
      """;

  @Test
  void isReadFromTheKernelsWords() {
    assertThat(Confined.in(TOR)).contains(new Confined(103, false, false, true));
    assertThat(Confined.in(TOR.replace("CapPrm:\t0", "CapPrm:\t4")))
        .contains(new Confined(103, true, false, true));
    assertThat(
            Confined.in(
                TOR.replace("Privs:\t1", "Privs:\t0").replace("Seccomp:\t2", "Seccomp:\t0")))
        .contains(new Confined(103, false, true, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Uid:", "CapPrm:", "NoNewPrivs:", "Seccomp:"})
  void nothingIsSaidOfWhatIsNotThere(String field) {
    assertThat(Confined.in(TOR.replace(field, "Other:"))).isEmpty();
  }

  @Test
  void processThatHasEndedHasNone() {
    assertThat(Confined.of(Integer.MAX_VALUE)).isEmpty();
    assertThat(Confined.of(ProcessHandle.current().pid())).isPresent();
  }
}
