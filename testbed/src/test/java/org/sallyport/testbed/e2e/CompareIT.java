package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `sallyport leaktest --compare`, the short form: the same probes leak from a bare host and past
/// other tools, each at its known gaps, and none from a workstation.
final class CompareIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OURS = "workstation";

  @Test
  void othersLeakWhereOursDoesNot() {
    try (var deployment = Deployment.of(Account.available().getFirst())) {
      Outcome compared = deployment.leaktest("--compare", "--quick", "--json");
      JsonNode result = JSON.readTree(compared.assertOk().out());
      assertThat(result.get("holds").booleanValue()).isTrue();
      assertThat(probes(result, OURS, "leaked")).isEmpty();
      assertThat(probes(result, OURS, "untested")).isEmpty();
      assertThat(probes(result, OURS, "by_tor")).contains("tcp4-public");
      assertThat(probes(result, "bare host", "leaked"))
          .contains("tcp4-public", "udp4-quic", "dns4-lan", "static-program", "unix-path");
      assertThat(probes(result, "bare host", "not_possible")).contains("ping4-raw");
      assertThat(probes(result, "torsocks", "leaked"))
          .contains("static-program", "file-secret")
          .doesNotContain("tcp4-public", "udp4-quic");
      assertThat(probes(result, "proxychains", "leaked")).contains("udp4-quic", "dns4-lan");
      assertThat(probes(result, "empty netns", "leaked"))
          .contains("unix-path")
          .doesNotContain("static-program");
      assertThat(probes(result, "empty netns", "by_tor")).isEmpty();
      if (Account.available().getFirst() == Account.ROOT) {
        assertThat(probes(result, "redirect", "leaked"))
            .contains("tcp6-public", "tcp4-lan", "udp4-lan")
            .doesNotContain("tcp4-public", "static-program");
      }
    }
  }

  private static List<String> probes(JsonNode result, String shelter, String fate) {
    return result
        .get("probes")
        .valueStream()
        .filter(probe -> probe.path(shelter).asString("").equals(fate))
        .map(probe -> probe.get("probe").stringValue())
        .toList();
  }
}
