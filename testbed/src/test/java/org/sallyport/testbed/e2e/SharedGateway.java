package org.sallyport.testbed.e2e;

import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes one gateway on one private network, started when the first of them asks and
/// stopped after the last test of the run. Its workstations are those of [#CONFIGURATION]; a class
/// uses the ones that carry its subject and no other. The one parameter of its constructor is the
/// [Deployment].
final class SharedGateway implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedGateway.class);

  private static final String CONFIGURATION =
      """
      [workstation.whonix]
      ports = "whonix"

      [workstation.dns-off]
      transparent-dns = false

      [workstation.tcp-off]
      transparent-tcp = false

      [workstation.both-off]
      transparent-dns = false
      transparent-tcp = false

      [[workstation.switches.application]]
      name = "dns-off"
      transparent-dns = false

      [[workstation.switches.application]]
      name = "tcp-off"
      transparent-tcp = false

      [[workstation.switches.application]]
      name = "both-off"
      transparent-dns = false
      transparent-tcp = false

      [[workstation.policy.application]]
      name = "allow"
      allow = ["echo.test:7", "192.88.99.50:7"]

      [[workstation.policy.application]]
      name = "deny"
      deny = ["*.web.test:*", "web.test:*", "192.88.99.50:80"]

      [[workstation.policy.application]]
      name = "onion-only"
      onion-only = true
      """;

  /// Stopped by JUnit when the run is over.
  private record Started(Deployment deployment) implements AutoCloseable {
    static Started now() {
      return new Started(
          Deployment.of(Account.available().getLast()).configured(CONFIGURATION).up());
    }

    @Override
    public void close() {
      deployment.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getTestMethod().isEmpty();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var started =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Started.class, _ -> Started.now(), Started.class);
    return Objects.requireNonNull(started).deployment();
  }
}
