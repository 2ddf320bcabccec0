package org.sallyport.core.admission;

import org.sallyport.core.secret.Sensitive;

/// Why a stream may not go out.
///
/// @param reason which kind of rule refused it
/// @param rule that rule in the words of the configuration, for the owner's eyes; it may name a
///   destination
public record Refusal(RefusalReason reason, Sensitive<String> rule) {
  /// A refusal by a rule that is always there.
  public static Refusal of(RefusalReason reason) {
    return new Refusal(reason, Sensitive.of(""));
  }
}
