package org.sallyport.gateway.identity;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.sallyport.core.policy.OldStreams;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

/// Gives new identities, and says which circuits of the old ones must end: a new epoch for the
/// streams to come, and an end to what belonged to an earlier one. Others keep theirs; tor's
/// NEWNYM, which is for everybody and at most every ten seconds, is not used.
///
/// Safe for use by several threads.
public final class Renewal {
  private final Epochs epochs;
  private final Keyring keyring;
  private final Circuits circuits;

  /// Old identities whose streams may go on until they end.
  private final Set<Identity> kept = ConcurrentHashMap.newKeySet();

  /// The circuits of identities.
  public interface Circuits {
    /// The open circuits of such identities.
    List<Integer> of(Predicate<Identity> wanted);

    /// Those of them that no stream is on.
    List<Integer> idleOf(Predicate<Identity> wanted);

    /// Closes circuits with their streams.
    ///
    /// @return how many were closed
    int close(List<Integer> ids);
  }

  public Renewal(Epochs epochs, Keyring keyring, Circuits circuits) {
    this.epochs = epochs;
    this.keyring = keyring;
    this.circuits = circuits;
  }

  /// A new identity for one application.
  ///
  /// @return how many circuits of the old one were closed
  public int renew(Owner owner, OldStreams streams) {
    return renew(
        identity ->
            identity.workstation().equals(owner.workstation())
                && identity.application().equals(owner.application()),
        () -> epochs.renew(owner),
        streams);
  }

  /// A new identity for every application of a workstation.
  public int renew(WorkstationName workstation, OldStreams streams) {
    return renew(
        identity -> identity.workstation().equals(workstation),
        () -> epochs.renew(workstation),
        streams);
  }

  /// A new identity for everybody.
  public int renewAll(OldStreams streams) {
    return renew(_ -> true, epochs::renewAll, streams);
  }

  private int renew(Predicate<Identity> affected, Runnable step, OldStreams streams) {
    step.run();
    Predicate<Identity> old = affected.and(identity -> !epochs.isCurrent(identity));
    return switch (streams) {
      case CLOSE -> {
        kept.removeIf(affected);
        yield close(circuits.of(old));
      }
      case KEEP -> {
        var remembered = keyring.identities();
        kept.retainAll(remembered);
        remembered.stream().filter(old).forEach(kept::add);
        yield close(circuits.idleOf(old));
      }
    };
  }

  /// Closes what is left of old identities: circuits that a stream admitted just before a renewal
  /// opened just after it, and kept ones whose last stream has ended.
  public void closeLeftovers() {
    Predicate<Identity> old = identity -> !epochs.isCurrent(identity);
    int _ = close(circuits.of(old.and(identity -> !kept.contains(identity))));
    int _ = close(circuits.idleOf(old.and(kept::contains)));
  }

  private int close(List<Integer> ids) {
    return ids.isEmpty() ? 0 : circuits.close(ids);
  }
}
