package org.sallyport.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.sallyport.core.isolation.IsolationKeys;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.OldStreams;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

final class RenewalTest {
  private static final WorkstationName RESEARCH = new WorkstationName("research");
  private static final Owner MAIL = new Owner(RESEARCH, new ApplicationName("mail"));
  private static final Owner CURL = new Owner(RESEARCH, new ApplicationName("curl"));
  private static final Owner OTHER =
      new Owner(new WorkstationName("other"), new ApplicationName("mail"));

  private final Epochs epochs = new Epochs();
  private final Keyring keyring =
      new Keyring(
          new TokenMint(new byte[TokenMint.SECRET_BYTES]), InstantSource.fixed(Instant.EPOCH));
  private final Circuits circuits = new Circuits();
  private final Renewal renewal = new Renewal(epochs, keyring, circuits);

  /// Circuits by number, each of one identity, busy or idle.
  private static final class Circuits implements Renewal.Circuits {
    final Map<Integer, Identity> open = new HashMap<>();
    final TreeSet<Integer> busy = new TreeSet<>();

    @Override
    public List<Integer> of(Predicate<Identity> wanted) {
      return open.keySet().stream().filter(id -> wanted.test(open.get(id))).sorted().toList();
    }

    @Override
    public List<Integer> idleOf(Predicate<Identity> wanted) {
      return of(wanted).stream().filter(id -> !busy.contains(id)).toList();
    }

    @Override
    public int close(List<Integer> ids) {
      assertThat(open.keySet()).containsAll(ids);
      new ArrayList<>(ids).forEach(open::remove);
      return ids.size();
    }
  }

  private void circuit(int id, Owner owner) {
    var identity = epochs.identity(owner);
    var port = Port.of(PortKind.SOCKS, 9050);
    var destination = new Destination(new Host.Name("web.test"), 80);
    var key =
        IsolationKeys.keyOf(identity, port, ClientProtocol.SOCKS5, Credentials.NONE, destination);
    assertThat(keyring.token(key)).isPresent();
    circuits.open.put(id, identity);
  }

  @Test
  void closesTheCircuitsOfTheOldIdentityAndNoOthers() {
    circuit(1, MAIL);
    circuit(2, CURL);
    circuit(3, OTHER);
    circuits.busy.add(1);
    assertThat(renewal.renew(MAIL, OldStreams.CLOSE)).isEqualTo(1);
    assertThat(circuits.open.keySet()).containsExactlyInAnyOrder(2, 3);
    circuit(4, MAIL);
    renewal.closeLeftovers();
    assertThat(circuits.open.keySet()).containsExactlyInAnyOrder(2, 3, 4);
  }

  @Test
  void leavesBusyCircuitsUntilTheirStreamsHaveEnded() {
    circuit(1, MAIL);
    circuit(2, MAIL);
    circuits.busy.add(1);
    assertThat(renewal.renew(MAIL, OldStreams.KEEP)).isEqualTo(1);
    assertThat(circuits.open.keySet()).containsExactly(1);
    renewal.closeLeftovers();
    assertThat(circuits.open.keySet()).containsExactly(1);
    circuits.busy.clear();
    renewal.closeLeftovers();
    assertThat(circuits.open).isEmpty();
  }

  @Test
  void laterChoiceToCloseTakesTheKeptOnesToo() {
    circuit(1, MAIL);
    circuits.busy.add(1);
    assertThat(renewal.renew(MAIL, OldStreams.KEEP)).isZero();
    assertThat(renewal.renew(RESEARCH, OldStreams.CLOSE)).isEqualTo(1);
    assertThat(circuits.open).isEmpty();
  }

  @Test
  void closesACircuitThatAStreamOfTheOldIdentityOpenedAfterwards() {
    var before = epochs.identity(MAIL);
    assertThat(renewal.renewAll(OldStreams.CLOSE)).isZero();
    circuits.open.put(7, before);
    circuits.busy.add(7);
    renewal.closeLeftovers();
    assertThat(circuits.open).isEmpty();
  }

  @Test
  void rotatesAtLaunchesAndWhenItsTimeHasCome() {
    var nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may wrap
    var rotations = new Rotations(renewal, nanos::get);
    var minute =
        new IdentityRotation(
            Optional.of(Duration.ofMinutes(1)),
            IdentityRotation.Launch.SAME_IDENTITY,
            OldStreams.CLOSE);
    var first = epochs.identity(MAIL);
    rotations.launched(MAIL, minute);
    rotations.launched(CURL, IdentityRotation.NEVER);
    assertThat(epochs.identity(MAIL)).isEqualTo(first);
    rotations.launched(MAIL, minute.atEveryLaunch());
    var second = epochs.identity(MAIL);
    assertThat(second).isNotEqualTo(first);
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    rotations.renewDue();
    assertThat(epochs.identity(MAIL)).isEqualTo(second);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    rotations.renewDue();
    rotations.renewDue();
    var third = epochs.identity(MAIL);
    assertThat(third.applicationEpoch()).isEqualTo(second.applicationEpoch() + 1);
    assertThat(epochs.identity(CURL).applicationEpoch()).isZero();
  }
}
