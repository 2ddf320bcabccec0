package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/// A packet as `firewall explain` is asked about it, and what it must say.
///
/// @param packet the question
/// @param verdict the answer
record ExplainedPacket(String packet, String verdict) {
  /// Asks, sends such a packet, and sees that the kernel counts it at the rule that was named.
  void assertSame(Deployment deployment, Runnable sending) {
    JsonNode explained = deployment.json("firewall", "explain", packet);
    assertThat(explained.get("verdict").asString())
        .as("%s: %s", packet, explained)
        .isEqualTo(verdict);
    String rule = explained.get("rule").asString();
    long before = met(deployment, rule);
    sending.run();
    assertThat(met(deployment, rule)).as("%s: %s", packet, rule).isGreaterThan(before);
  }

  private static long met(Deployment deployment, String name) {
    for (JsonNode chain : deployment.json("firewall", "show").get("chains")) {
      for (JsonNode rule : chain.get("rules")) {
        if (rule.get("name").asString().equals(name)) {
          return rule.get("packets").asLong();
        }
      }
    }
    throw new AssertionError("no rule is called " + name);
  }
}
