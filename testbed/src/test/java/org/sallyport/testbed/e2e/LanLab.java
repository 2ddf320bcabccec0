package org.sallyport.testbed.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A gateway for other machines, on a private Tor network, with a bridge as its internal interface.
///
/// @param deployment the gateway's
record LanLab(Deployment deployment) implements AutoCloseable {
  static final String INTERFACE = "int0";

  /// What a fourth machine would have.
  static final String ABSENT_V4 = "10.152.152.14";

  static final String ABSENT_MAC = "52:54:00:00:00:14";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Starts the gateway with workstations `one`, `two`, `three` and `absent`, whose machines have
  /// the numbers 11 to 14.
  static LanLab start() {
    var deployment = Deployment.of(Account.ROOT).configured(configuration()).up();
    var lab = new LanLab(deployment);
    lab.inside(
        """
        ip link add %s type bridge && ip link set %1$s up &&
        ip addr add %s/18 dev %1$s && ip -6 addr add %s/96 dev %1$s nodad
        """
            .formatted(INTERFACE, LanMachine.GATEWAY_V4, LanMachine.GATEWAY_V6));
    return lab;
  }

  private static String configuration() {
    var text = new StringBuilder("[lan]\ninterface = \"" + INTERFACE + "\"\n");
    Map.of("one", 11, "two", 12, "three", 13, "absent", 14)
        .forEach((name, number) ->
            text.append(
                """
                [workstation.%s]
                ports = "whonix"
                [[workstation.%1$s.machine]]
                addresses = ["10.152.152.%d", "fd19:c33d:88bc::%2$d"]
                mac = "52:54:00:00:00:%2$d"
                """
                    .formatted(name, number)));
    return text.toString();
  }

  /// Runs a shell line in the gateway's namespace, as its administrator.
  void inside(String line) {
    Outcome.of(
            List.of(
                "nsenter",
                "--net=/proc/" + deployment.gateway().pid() + "/ns/net",
                "--",
                "sh",
                "-c",
                line),
            Map.of(),
            LIMIT)
        .assertOk();
  }

  Path directory() {
    return deployment.home();
  }

  @Override
  public void close() {
    deployment.close();
  }
}
