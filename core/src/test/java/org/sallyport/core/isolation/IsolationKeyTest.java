package org.sallyport.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.SessionGroup;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

/// The laws of `IsolationKey`. Law 3 is about flags and stands in `IsolationKeysTest`.
final class IsolationKeyTest {
  private static final Identity MAIL = identity("default", "mail");
  private static final SessionGroup GROUP = new SessionGroup.OfPort(PortKind.SOCKS, 9050);
  private static final Credentials AB = Credentials.http("a", "b");
  private static final Host NAME = new Host.Name("a.test");
  private static final ClientProtocol S5 = ClientProtocol.SOCKS5;

  @Test
  void equalKeysMayShareAndUnequalKeysNeverDo() {
    Law.holds(random -> {
      IsolationKey one = new Samples(random).key();
      IsolationKey other = copyOrAnother(one, random);
      assertThat(one.mayShareCircuitWith(other)).isEqualTo(one.equals(other));
    });
  }

  @Test
  void oneDifferentComponentIsEnoughToKeepStreamsApart() {
    var key = new IsolationKey(MAIL, GROUP, AB, NAME, 80, S5, 1L);
    List<IsolationKey> family = new ArrayList<>(neighbours());
    family.add(key);
    for (int i = 0; i < family.size(); i++) {
      for (int j = 0; j < family.size(); j++) {
        IsolationKey one = family.get(i);
        IsolationKey other = family.get(j);
        assertThat(one.mayShareCircuitWith(other)).isEqualTo(i == j);
        assertThat(Arrays.equals(one.encoded(), other.encoded())).isEqualTo(i == j);
      }
    }
  }

  /// Keys that differ from `(MAIL, GROUP, AB, NAME, 80, S5, 1)`, and from one another, in one
  /// component.
  private static List<IsolationKey> neighbours() {
    var scheme = new Credentials(Credentials.Scheme.SOCKS, "a", "b");
    var address = new Host.Address(InetAddress.ofLiteral("192.0.2.1"));
    var number = new SessionGroup.OfPort(PortKind.SOCKS, 9051);
    var kind = new SessionGroup.OfPort(PortKind.TRANS, 9050);
    var named = new SessionGroup.Named(9050);
    return List.of(
        new IsolationKey(identity("default", "web"), GROUP, AB, NAME, 80, S5, 1L),
        new IsolationKey(identity("work", "mail"), GROUP, AB, NAME, 80, S5, 1L),
        new IsolationKey(MAIL, number, AB, NAME, 80, S5, 1L),
        new IsolationKey(MAIL, kind, AB, NAME, 80, S5, 1L),
        new IsolationKey(MAIL, named, AB, NAME, 80, S5, 1L),
        new IsolationKey(MAIL, GROUP, null, NAME, 80, S5, 1L),
        new IsolationKey(MAIL, GROUP, scheme, NAME, 80, S5, 1L),
        new IsolationKey(MAIL, GROUP, Credentials.http("a", "c"), NAME, 80, S5, 1L),
        new IsolationKey(MAIL, GROUP, AB, null, 80, S5, 1L),
        new IsolationKey(MAIL, GROUP, AB, address, 80, S5, 1L),
        new IsolationKey(MAIL, GROUP, AB, NAME, null, S5, 1L),
        new IsolationKey(MAIL, GROUP, AB, NAME, 81, S5, 1L),
        new IsolationKey(MAIL, GROUP, AB, NAME, 80, null, 1L),
        new IsolationKey(MAIL, GROUP, AB, NAME, 80, ClientProtocol.SOCKS4, 1L),
        new IsolationKey(MAIL, GROUP, AB, NAME, 80, S5, null),
        new IsolationKey(MAIL, GROUP, AB, NAME, 80, S5, 2L));
  }

  @Test
  void mayShareIsReflexiveSymmetricAndTransitive() {
    Law.holds(random -> {
      IsolationKey a = new Samples(random).key();
      IsolationKey b = copyOrAnother(a, random);
      IsolationKey c = copyOrAnother(b, random);
      assertThat(a.mayShareCircuitWith(copy(a))).isTrue();
      assertThat(a.mayShareCircuitWith(b)).isEqualTo(b.mayShareCircuitWith(a));
      if (a.mayShareCircuitWith(b) && b.mayShareCircuitWith(c)) {
        assertThat(a.mayShareCircuitWith(c)).isTrue();
      }
    });
  }

  @Test
  void newEpochIsUnequalToEveryEarlierOne() {
    Law.holds(random -> {
      Identity old = new Samples(random).identity();
      long later = 1L + random.nextInt(1_000);
      IsolationKey before = plain(old);
      IsolationKey application = plain(advanced(old, 0, later));
      IsolationKey workstation = plain(advanced(old, later, 0));
      assertThat(before.mayShareCircuitWith(application)).isFalse();
      assertThat(before.mayShareCircuitWith(workstation)).isFalse();
      assertThat(application.mayShareCircuitWith(workstation)).isFalse();
    });
  }

  @Test
  void unequalKeysNeverHaveTheSameBytes() {
    Law.holds(random -> {
      IsolationKey one = new Samples(random).key();
      IsolationKey other = copyOrAnother(one, random);
      assertThat(Arrays.equals(one.encoded(), other.encoded())).isEqualTo(one.equals(other));
    });
  }

  @Test
  void noTwoOfManyKeysHaveTheSameBytes() {
    var samples = new Samples(new Random(4));
    var keyOfBytes = new HashMap<String, IsolationKey>();
    for (int i = 0; i < 50_000; i++) {
      IsolationKey key = samples.key();
      IsolationKey earlier = keyOfBytes.putIfAbsent(Arrays.toString(key.encoded()), key);
      assertThat(earlier == null || earlier.equals(key)).isTrue();
    }
    assertThat(keyOfBytes).hasSizeGreaterThan(10_000);
  }

  @Test
  void lettersThatMoveToTheNextComponentChangeTheBytes() {
    var one = Credentials.http("ab", "c");
    var other = Credentials.http("a", "bc");
    assertThat(new IsolationKey(MAIL, GROUP, one, null, null, null, null).encoded())
        .isNotEqualTo(new IsolationKey(MAIL, GROUP, other, null, null, null, null).encoded());
  }

  @Test
  void nameThatLooksLikeAnAbsentComponentChangesTheBytes() {
    Host one = new Host.Name("http");
    assertThat(new IsolationKey(MAIL, GROUP, null, one, null, null, null).encoded())
        .isNotEqualTo(new IsolationKey(MAIL, GROUP, null, null, 80, null, null).encoded());
  }

  @Test
  void textFormRevealsNeitherDestinationNorCredentials() {
    var secret = Credentials.http("secretauth", "secretiso");
    var host = new Host.Name("hidden.test");
    var key = new IsolationKey(MAIL, GROUP, secret, host, 44_444, S5, null);
    assertThat(key.toString()).doesNotContain("secret", "hidden", "44444").contains("mail");
  }

  private static Identity identity(String workstation, String application) {
    return new Identity(new WorkstationName(workstation), 0, new ApplicationName(application), 0);
  }

  private static Identity advanced(Identity old, long workstation, long application) {
    return new Identity(
        old.workstation(),
        old.workstationEpoch() + workstation,
        old.application(),
        old.applicationEpoch() + application);
  }

  private static IsolationKey plain(Identity identity) {
    return new IsolationKey(identity, GROUP, null, null, null, null, null);
  }

  private static IsolationKey copyOrAnother(IsolationKey key, Random random) {
    return random.nextBoolean() ? copy(key) : new Samples(random).key();
  }

  private static IsolationKey copy(IsolationKey key) {
    return new IsolationKey(
        key.identity(),
        key.group(),
        key.credentials(),
        key.host(),
        key.port(),
        key.protocol(),
        key.nonce());
  }
}
