package org.sallyport.testbed.e2e;

import java.util.ArrayList;
import java.util.List;

/// The namespaces that a testnet's gateway runs in, where the private world is: what is started
/// there stands beside the world's own servers.
///
/// @param deployment whose gateway
/// @param pid a process in it
record Uplink(Deployment deployment, long pid) {
  /// The uplink of a gateway that runs.
  static Uplink of(Deployment deployment) {
    return new Uplink(deployment, deployment.gateway().pid());
  }

  /// Starts a program there, as the account.
  Running start(String... program) {
    var line = new ArrayList<>(List.of("nsenter"));
    if (deployment.account() != Account.ROOT) {
      line.addAll(List.of("--user=/proc/" + pid + "/ns/user", "--preserve-credentials"));
    }
    line.addAll(List.of("--net=/proc/" + pid + "/ns/net", "--"));
    line.addAll(List.of(program));
    return Running.start(deployment.as(line), deployment.environment());
  }
}
