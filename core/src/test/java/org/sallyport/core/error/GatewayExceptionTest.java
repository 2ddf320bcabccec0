package org.sallyport.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/// Kinds and exit statuses.
final class GatewayExceptionTest {
  @Test
  void eachKindHasAnExitStatusOfItsOwnThatShellsDoNotUseOtherwise() {
    assertThat(EnumSet.allOf(ErrorKind.class))
        .extracting(ErrorKind::exitStatus)
        .doesNotHaveDuplicates()
        .allSatisfy(status -> assertThat(status).isBetween(3, 127).isNotEqualTo(125));
    assertThat(ErrorKind.PROGRAM_NOT_EXECUTABLE.exitStatus()).isEqualTo(126);
    assertThat(ErrorKind.PROGRAM_NOT_FOUND.exitStatus()).isEqualTo(127);
  }

  @Test
  void keepsKindMessageAndCause() {
    var cause = new IllegalStateException("lower");
    var exception = new GatewayException(ErrorKind.STORAGE, "cannot write", cause);
    assertThat(exception.kind()).isEqualTo(ErrorKind.STORAGE);
    assertThat(exception).hasMessage("cannot write").hasCause(cause);
    assertThat(new GatewayException(ErrorKind.TIMEOUT, "late")).hasNoCause();
  }
}
