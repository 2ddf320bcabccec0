package org.sallyport.gateway.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.dataplane.Compartment;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.linux.attribution.SocketAttribution;
import org.sallyport.linux.namespace.NetworkNamespace;

/// One running application: its network namespace, its ports, and the process that it became.
///
/// @param number tells it from the others of this machine's run
/// @param owner which application in which workstation
/// @param unit whether it is one application or every program of it is
/// @param startedAt when it was launched
/// @param launcher the process that became the application's sandbox
/// @param door its network and what stands in it
/// @param options the file that told the launcher how to make the sandbox
/// @param sockets the unix sockets of its ports
public record Launch(
    long number,
    Owner owner,
    IsolationUnit unit,
    Instant startedAt,
    Launcher launcher,
    Door door,
    Path options,
    LaunchSockets sockets)
    implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Launch.class.getName());

  /// The network of a launch and what stands in it.
  ///
  /// @param namespace the network; the gateway's descriptor keeps it until the launch is closed
  /// @param compartment its listeners and streams
  /// @param sockets says who opened connections in it
  /// @param rules its packet rules
  record Door(
      NetworkNamespace namespace,
      Compartment compartment,
      SocketAttribution sockets,
      GuardedRules rules)
      implements AutoCloseable {
    @Override
    public void close() {
      try (namespace;
          rules;
          sockets;
          compartment) {
        LOG.log(Level.DEBUG, "The door of a launch closes");
      }
    }
  }

  /// What names it in messages and files.
  public String id() {
    return "launch-" + number;
  }

  /// Whether the application still runs.
  public boolean isAlive() {
    return launcher.isAlive();
  }

  /// Ends its streams and listeners and lets go of its namespace, which the kernel removes with the
  /// last process in it.
  @Override
  public void close() {
    try {
      door.close();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The ports of a launch could not be closed", e);
    } finally {
      forgetOptions();
      sockets.remove();
    }
  }

  private void forgetOptions() {
    try {
      boolean _ = Files.deleteIfExists(options);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The options of a launch could not be removed: {0}", e.getMessage());
    }
  }
}
