package org.sallyport.tor.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a stream or circuit was first seen, and when it ended (null while it has not).
public record Lifetime(Instant began, @Nullable Instant over) {

  /// One that begins now.
  static Lifetime from(Instant began) {
    return new Lifetime(began, null);
  }

  Lifetime endedAt(Instant end) {
    return new Lifetime(began, end);
  }

  public Optional<Instant> ended() {
    return Optional.ofNullable(over);
  }
}
