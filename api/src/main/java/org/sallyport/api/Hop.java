package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One relay of a circuit. Its text form is scrubbed: a path must not reach a log.
///
/// @param nickname what the relay calls itself
/// @param fingerprint 40 hexadecimal digits
/// @param address its address, when known
public record Hop(String nickname, String fingerprint, @Nullable String address) {
  public Hop {
    requireNonNull(nickname, "nickname");
    requireNonNull(fingerprint, "fingerprint");
  }

  @Override
  public String toString() {
    return "Hop[[scrubbed]]";
  }
}
