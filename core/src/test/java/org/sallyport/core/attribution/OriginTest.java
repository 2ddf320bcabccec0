package org.sallyport.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class OriginTest {
  private static final Program CURL = new Program("/usr/bin/curl", null);

  @Test
  void twoScriptsOfOneInterpreterAreTwoPrograms() {
    assertThat(new Program("/usr/bin/python3", "/home/a.py"))
        .isNotEqualTo(new Program("/usr/bin/python3", "/home/b.py"))
        .isEqualTo(new Program("/usr/bin/python3", "/home/a.py"));
  }

  @Test
  void aProgramIsKnownByAnAbsolutePath() {
    assertThatThrownBy(() -> new Program("curl", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("curl");
  }

  @Test
  void textsTellNeitherProgramNorDestination() {
    var end = new Flow.End(InetAddress.ofLiteral("192.0.2.1"), 443);
    var flow = new Flow.Internet(Flow.Transport.TCP, end, end);
    assertThat(flow.toString() + end + new Origin.Found(7, CURL))
        .doesNotContain("192.0.2.1")
        .doesNotContain("curl");
  }

  @Test
  void nobodyIsAskedOfALaunchThatIsOneApplication() {
    var answers = new ArrayList<Origin>();
    var end = new Flow.End(InetAddress.ofLiteral("192.0.2.1"), 443);
    Attribution.NONE.ask(new Flow.Internet(Flow.Transport.UDP, end, end), answers::add);
    assertThat(answers).containsExactly(Origin.NOT_ASKED);
    assertThat(Attribution.NONE.use()).isEqualTo(Attribution.Use.NOTHING);
  }
}
