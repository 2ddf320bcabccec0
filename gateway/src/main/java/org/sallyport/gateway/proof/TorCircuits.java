package org.sallyport.gateway.proof;

import java.util.List;
import java.util.function.Predicate;
import org.sallyport.core.workstation.Identity;
import org.sallyport.gateway.identity.Renewal;
import org.sallyport.tor.upstream.Upstream;

/// The circuits of identities, as the proof knows them and tor closes them.
///
/// @param proof says which circuits carried whose streams
/// @param upstream closes them
public record TorCircuits(Proof proof, Upstream upstream) implements Renewal.Circuits {
  @Override
  public List<Integer> of(Predicate<Identity> wanted) {
    return proof.circuitsOf(wanted);
  }

  @Override
  public List<Integer> idleOf(Predicate<Identity> wanted) {
    return proof.idleCircuitsOf(wanted);
  }

  @Override
  public int close(List<Integer> ids) {
    return upstream.closeCircuits(ids);
  }
}
