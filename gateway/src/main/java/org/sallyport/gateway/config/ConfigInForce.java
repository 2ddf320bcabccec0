package org.sallyport.gateway.config;

import java.util.function.Supplier;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.workstation.WorkstationName;

/// The configuration that holds now. It is replaced as a whole, when it is read again; what has
/// begun under the earlier one goes on under it.
///
/// Safe for use by several threads.
public final class ConfigInForce {
  private final Supplier<GatewayConfig> file;
  private volatile GatewayConfig now;

  /// @param now what the gateway starts with
  /// @param file reads the configuration again; throws a `GatewayException` with every problem
  public ConfigInForce(GatewayConfig now, Supplier<GatewayConfig> file) {
    this.now = now;
    this.file = file;
  }

  /// What holds.
  public GatewayConfig now() {
    return now;
  }

  /// The policy of a workstation, now.
  public WorkstationPolicy policy(WorkstationName name) {
    return now.policy(name);
  }

  /// What the file says.
  ///
  /// @throws org.sallyport.core.error.GatewayException `CONFIGURATION` with every problem
  public GatewayConfig read() {
    return file.get();
  }

  /// Lets another one hold from now on.
  public void replace(GatewayConfig next) {
    now = next;
  }
}
