package org.sallyport.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.network.NetworkPlan.Counts;

final class NetworkPlanTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AuthorityCertificate CERTIFICATE =
      new AuthorityCertificate(key(), key(), Instant.EPOCH);

  @Test
  void authorityComesFirstAndIsNamedInTheDirectoryLine() {
    var plan = plan(new Counts(2, 3, 1));
    assertThat(plan.authority().role()).isEqualTo(NodeRole.AUTHORITY);
    assertThat(plan.directoryLines())
        .containsExactly(
            "DirAuthority auth0 orport=9001 no-v2 v3ident="
                + CERTIFICATE.identity().fingerprint()
                + " 198.18.0.1:9030 "
                + plan.authority().fingerprint());
  }

  @Test
  void namesNodesByRole() {
    assertThat(plan(new Counts(2, 3, 1)).nodes())
        .extracting(n -> n.node().nickname())
        .containsExactly("auth0", "mid0", "mid1", "exit0", "exit1", "exit2", "bridge0");
  }

  @Test
  void countsAllButBridgesAsListed() {
    assertThat(plan(new Counts(2, 3, 1)).listedNodes()).isEqualTo(6);
  }

  @Test
  void usesEveryAddressOnce() {
    var addresses =
        plan(new Counts(4, 5, 2)).nodes().stream().map(n -> n.node().address()).toList();
    assertThat(addresses).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void firstSevenRelaysAreInDifferentSubnets() {
    assertThat(PrivateAddresses.RELAYS.subList(0, 7))
        .extracting(a -> String.join(".", List.of(a.split("\\.", -1)).subList(0, 2)))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesNetworksThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Counts(2, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Counts(-1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Counts(9, 3, 0));
  }

  private static NetworkPlan plan(Counts counts) {
    var keys = Stream.generate(NetworkPlanTest::key).limit(counts.total()).toList();
    return NetworkPlan.of(counts, CERTIFICATE, keys);
  }

  private static TorRsaKey key() {
    return TorRsaKey.generate(512, RANDOM);
  }
}
