package org.sallyport.cli.machine;

import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.cli.machine.MachineNetwork.Leg;

/// What makes the gateway the only resolver: resolv.conf(5), and the same for systemd-resolved,
/// which has servers of its own to fall back to.
final class ResolverFiles {
  private ResolverFiles() {}

  static List<SetupFile> of(MachineNetwork network) {
    String servers =
        network.legs().stream()
            .map(leg -> "nameserver " + leg.gatewayText() + "\n")
            .collect(Collectors.joining());
    String resolved =
        network.legs().stream().map(Leg::gatewayText).collect(Collectors.joining(" "));
    return List.of(
        SetupFile.readable("etc/resolv.conf", servers),
        SetupFile.readable(
            "etc/systemd/resolved.conf.d/sallyport.conf",
            """
            [Resolve]
            DNS=%s
            FallbackDNS=
            Domains=~.
            LLMNR=no
            MulticastDNS=no
            """
                .formatted(resolved)));
  }
}
