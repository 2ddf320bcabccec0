package org.sallyport.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.workstation.WorkstationName;

/// What the configuration file says; every key has a default, so an absent file is a valid one.
///
/// @param tor the upstream
/// @param workstations the workstations that have a policy of their own
/// @param lan the networks of workstations that are other machines, if there are any
public record GatewayConfig(
    Tor tor, Map<WorkstationName, WorkstationPolicy> workstations, Optional<LanPolicy> lan) {
  /// No file: tor from the usual places, no bridges, every workstation with the defaults.
  public static final GatewayConfig DEFAULTS =
      new GatewayConfig(new Tor(null, List.of(), true), Map.of(), Optional.empty());

  public GatewayConfig {
    workstations = Map.copyOf(workstations);
  }

  /// The policy of a workstation: the configured one, or the defaults.
  public WorkstationPolicy policy(WorkstationName name) {
    WorkstationPolicy configured = workstations.get(name);
    return configured != null ? configured : WorkstationPolicy.defaults(name);
  }

  /// Section `[tor]`.
  ///
  /// @param executable the tor program, or null to look in the usual places
  /// @param bridges bridge lines as torrc takes them after `Bridge`
  /// @param sandbox whether tor filters its own system calls, where it can
  public record Tor(@Nullable String executable, List<String> bridges, boolean sandbox) {
    public Tor {
      bridges = List.copyOf(bridges);
    }
  }
}
