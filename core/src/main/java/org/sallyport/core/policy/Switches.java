package org.sallyport.core.policy;

import org.jspecify.annotations.Nullable;

/// What an application turns on or off for itself; null leaves it to the workstation.
///
/// @param transparentTcp whether its connections that know nothing of Tor pass
/// @param transparentDns whether its DNS queries are answered
/// @param circuits how long its circuits stay in use
/// @param rotation when it gets a new identity without being asked
public record Switches(
    @Nullable TransparentTcp transparentTcp,
    @Nullable TransparentDns transparentDns,
    Circuits circuits,
    @Nullable IdentityRotation rotation) {
  /// Everything as the workstation and tor have it.
  public static final Switches INHERITED = new Switches(null, null, Circuits.ROTATING, null);

  /// How long a circuit takes new streams.
  public enum Circuits {
    /// tor's `MaxCircuitDirtiness`, ten minutes.
    ROTATING,
    /// As long as any stream uses it: `stable = true`, tor's `KeepAliveIsolateSOCKSAuth`.
    STABLE
  }

  /// Switches that leave new identities to the workstation.
  public Switches(
      @Nullable TransparentTcp transparentTcp,
      @Nullable TransparentDns transparentDns,
      Circuits circuits) {
    this(transparentTcp, transparentDns, circuits, null);
  }
}
