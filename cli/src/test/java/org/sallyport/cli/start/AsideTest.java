package org.sallyport.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.api.AdminReply;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Programs that answer, fail, and hang.
@Timeout(60)
final class AsideTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void whatItPrintsIsTheReply() {
    var reply = aside("echo '{\"reply\":\"ports\",\"workstation\":\"x\",\"ports\":[]}'", PATIENCE);
    assertThat(reply.reply()).isEqualTo(new AdminReply.PortsReply("x", List.of()));
  }

  @Test
  void itsLastWordsAreTheFailure() {
    fails("echo 'sallyport: Mend line 7.' >&2; exit 3", ErrorKind.CONFIGURATION, "Mend line 7.");
  }

  @Test
  void oneThatSaysNothingIsTheFailureOfItsStatus() {
    fails("exit 99", ErrorKind.INTERNAL, "status 99");
    fails("echo nonsense", ErrorKind.INTERNAL, "could not be read");
  }

  @Test
  void oneThatHangsIsEnded() {
    var hangs = aside("exec sleep 600", Duration.ofMillis(50));
    assertThatThrownBy(hangs::reply)
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT));
  }

  private static void fails(String script, ErrorKind kind, String words) {
    assertThatThrownBy(aside(script, PATIENCE)::reply)
        .isInstanceOfSatisfying(GatewayException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  private static Aside aside(String script, Duration patience) {
    return new Aside(List.of("sh", "-c", script), patience);
  }
}
