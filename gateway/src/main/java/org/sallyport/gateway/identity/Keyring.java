package org.sallyport.gateway.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.workstation.Identity;

/// Mints tokens and remembers, in memory only, which key each stands for: what tor's events say of
/// tokens becomes words about applications here and nowhere else.
///
/// Bounded: `MAX_TOKENS` at once, and a token that no circuit and no stream mentions is forgotten
/// after `FORGET_AFTER`. A forgotten token is minted again, equal, when its key is used again. Safe
/// for use by several threads.
public final class Keyring {
  /// How many keys may be in use at once. One key is about 300 bytes here.
  public static final int MAX_TOKENS = 100_000;

  /// How long an unused token is remembered: longer than tor keeps a circuit that nobody uses
  /// (`MaxCircuitDirtiness`, 10 minutes).
  public static final Duration FORGET_AFTER = Duration.ofMinutes(30);

  private final TokenMint mint;
  private final InstantSource clock;
  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

  /// @param mint makes the tokens
  /// @param clock tells their age
  public Keyring(TokenMint mint, InstantSource clock) {
    this.mint = mint;
    this.clock = clock;
  }

  /// The token of the key, remembered; empty when too many keys are in use.
  public Optional<IsolationToken> token(IsolationKey key) {
    IsolationToken token = mint.token(key);
    if (entries.size() >= MAX_TOKENS && !entries.containsKey(token.text())) {
      return Optional.empty();
    }
    entries.put(token.text(), new Entry(key, clock.millis()));
    return Optional.of(token);
  }

  /// The key that a token stands for.
  public Optional<IsolationKey> key(String token) {
    return Optional.ofNullable(entries.get(token)).map(Entry::key);
  }

  /// The identities whose keys are remembered.
  public Set<Identity> identities() {
    return entries.values().stream()
        .map(entry -> entry.key().identity())
        .collect(Collectors.toSet());
  }

  /// How many keys are remembered.
  public int size() {
    return entries.size();
  }

  /// Forgets old tokens that are not in use.
  ///
  /// @param inUse the tokens that some stream or circuit mentions
  public void forgetUnused(Set<String> inUse) {
    long oldest = clock.millis() - FORGET_AFTER.toMillis();
    entries.entrySet().removeIf(e -> e.getValue().usedAt() < oldest && !inUse.contains(e.getKey()));
  }

  /// A remembered key.
  ///
  /// @param key what the token stands for
  /// @param usedAt when a stream last asked for it, in milliseconds since the epoch
  private record Entry(IsolationKey key, long usedAt) {}
}
