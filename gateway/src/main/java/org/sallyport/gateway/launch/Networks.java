package org.sallyport.gateway.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.link.WorkstationLink;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.WorkstationFirewall;
import org.sallyport.linux.nft.WorkstationRules;

/// The networks of launches: each whole, with its interfaces and with its rules read back, or not
/// at all.
///
/// @param firewall applies the rules
record Networks(WorkstationFirewall firewall) {
  private static final Logger LOG = System.getLogger(Networks.class.getName());

  /// Work on a namespace that may be interrupted.
  @FunctionalInterface
  private interface Step {
    void on(NetworkNamespace namespace) throws InterruptedException;
  }

  /// Opens a namespace.
  @FunctionalInterface
  private interface Source {
    NetworkNamespace open() throws InterruptedException;
  }

  /// A new network.
  NetworkNamespace fresh(WorkstationRules rules) {
    return whole(
        NetworkNamespace::create,
        namespace -> {
          var kind = WorkstationLink.configure(namespace);
          LOG.log(Level.DEBUG, "A namespace with {0} is ready", kind);
          firewall.applyFirst(namespace, rules);
        });
  }

  /// The network of an application that an earlier gateway left running, with the rules anew.
  ///
  /// @throws GatewayException when it is not ours to enter any more, or not the one of the record
  NetworkNamespace left(LaunchRecord left, WorkstationRules rules) {
    return whole(
        () -> NetworkNamespace.open(Path.of("/proc/" + left.launcher().pid() + "/ns/net")),
        namespace -> {
          if (namespace.inode() != left.namespace()) {
            throw new GatewayException(
                ErrorKind.NOT_RUNNING,
                "Its process "
                    + left.launcher().pid()
                    + " is in another network than at its launch.");
          }
          firewall.apply(namespace, rules);
        });
  }

  private static NetworkNamespace whole(Source source, Step step) {
    try {
      NetworkNamespace namespace = source.open();
      try {
        step.on(namespace);
        return namespace;
      } catch (RuntimeException | InterruptedException e) {
        namespace.close();
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.TIMEOUT, "The launch was interrupted because the gateway stops.", e);
    }
  }
}
