package org.sallyport.gateway.proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.gateway.identity.Owner;

/// Names for isolation keys that tell whose they are and nothing else: `workstation/application#n`,
/// n counting the keys of an application as they come. Confined to the thread that makes it.
final class KeyNames {
  private static final String UNKNOWN = "?";

  private final Function<IsolationToken, Optional<IsolationKey>> keys;
  private final Map<IsolationToken, String> names = new HashMap<>();
  private final Map<Owner, Integer> counts = new HashMap<>();

  /// @param keys what a token stands for
  KeyNames(Function<IsolationToken, Optional<IsolationKey>> keys) {
    this.keys = keys;
  }

  /// The name of the key that the token stands for; the same for the same token.
  String of(IsolationToken token) {
    return names.computeIfAbsent(token, this::name);
  }

  private String name(IsolationToken token) {
    return keys.apply(token)
        .map(IsolationTally::owner)
        .map(owner -> owner.text() + "#" + counts.merge(owner, 1, Integer::sum))
        .orElse(UNKNOWN);
  }
}
