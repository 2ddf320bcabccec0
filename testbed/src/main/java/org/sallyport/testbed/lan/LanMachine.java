package org.sallyport.testbed.lan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A machine on a gateway's internal network, with no software of ours: a network namespace with
/// one interface, and the gateway's address as its router and resolver.
///
/// @param segment the network
/// @param number the last number of its addresses and of its hardware address
/// @param site its own network
/// @param resolver the configuration of its resolver
public record LanMachine(Segment segment, int number, Site site, Path resolver)
    implements AutoCloseable {
  /// Plugs a new machine into the bridge of a segment.
  ///
  /// @param directory for its resolver's configuration
  public static LanMachine plug(LanLab lab, Segment segment, int number, Path directory) {
    var machine = new LanMachine(segment, number, Site.create(), resolver(segment, directory));
    String _ =
        lab.gateway()
            .sh(
                """
                ip link add %s type veth peer name eth0 address %s netns %s &&
                ip link set %1$s master %s up
                """
                    .formatted(
                        machine.port(), machine.mac(), machine.site.path(), segment.internal()));
    String _ =
        machine.site.sh(
            """
            ip link set lo up && ip link set eth0 up && %s &&
            ip route add default via %s && ip -6 route add default via %s
            """
                .formatted(
                    segment.addresses(number, "eth0"), segment.gatewayV4(), segment.gatewayV6()));
    return machine;
  }

  private static Path resolver(Segment segment, Path directory) {
    try {
      return Files.writeString(
          directory.resolve("resolv.conf-" + segment.internal()),
          "nameserver " + segment.gatewayV4() + "\noptions timeout:5\n");
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "A machine of the lab was not made: %s cannot be written (%s). Make room there."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /// The bridge's port that it is plugged into.
  public String port() {
    return segment.internal() + "p" + number;
  }

  /// Its IPv4 address.
  public String v4() {
    return segment.v4Of(number);
  }

  /// Its IPv6 address.
  public String v6() {
    return segment.v6Of(number);
  }

  /// Its hardware address.
  public String mac() {
    return segment.macOf(number);
  }

  /// The command line that runs a shell line on it.
  public List<String> command(String line) {
    return command(List.of("sh", "-c", line));
  }

  /// The command line that runs a program on it.
  public List<String> command(List<String> program) {
    var line =
        new ArrayList<>(
            List.of(
                "bwrap",
                "--dev-bind",
                "/",
                "/",
                "--ro-bind",
                resolver.toString(),
                "/etc/resolv.conf",
                "--"));
    line.addAll(program);
    return site.command(line);
  }

  /// Unplugs it, at once: the kernel lets a namespace that nobody holds go only some time later.
  @Override
  public void close() {
    String _ = site.sh("ip link del eth0; true");
    site.close();
  }
}
