package org.sallyport.linux.link;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Whether the network of the calling thread hands on packets that are for others: by IPv4 or IPv6,
/// on any interface, and for interfaces yet to come.
///
/// A new network inherits IPv4's from the one that it was made in. Source: kernel,
/// `Documentation/networking/ip-sysctl.rst`.
public final class Forwarding {
  private static final Path SETTINGS = Path.of("/proc/sys/net");
  private static final List<String> FAMILIES = List.of("ipv4", "ipv6");

  /// The second one is newer than most kernels.
  private static final List<String> NAMES = List.of("forwarding", "force_forwarding");

  private static final String OFF = "0";

  private Forwarding() {}

  /// Switches off whatever is on, and makes sure that it is.
  ///
  /// @return what was on, as `net.ipv4.conf.all.forwarding`; empty if nothing was
  /// @throws GatewayException `PERMISSION` if it cannot be switched off
  public static List<String> switchOff() {
    List<Path> on = on();
    for (Path setting : on) {
      write(setting);
    }
    List<Path> still = on.isEmpty() ? on : on();
    if (!still.isEmpty()) {
      throw refused(still.getFirst(), "it is on again at once", null);
    }
    return on.stream().map(Forwarding::name).toList();
  }

  private static List<Path> on() {
    var on = new ArrayList<Path>();
    for (String family : FAMILIES) {
      Path interfaces = SETTINGS.resolve(family).resolve("conf");
      try (DirectoryStream<Path> names = Files.newDirectoryStream(interfaces)) {
        for (Path name : names) {
          NAMES.stream().map(name::resolve).filter(Forwarding::isOn).forEach(on::add);
        }
      } catch (NoSuchFileException e) {
        // This kernel has no such family, or it is switched off.
      } catch (IOException e) {
        throw refused(interfaces, e.toString(), e);
      }
    }
    return on;
  }

  private static boolean isOn(Path setting) {
    try {
      return !Files.readString(setting).strip().equals(OFF);
    } catch (NoSuchFileException e) {
      return false; // no such setting, or the interface went away
    } catch (IOException e) {
      throw refused(setting, e.toString(), e);
    }
  }

  private static void write(Path setting) {
    try {
      Files.writeString(setting, OFF);
    } catch (NoSuchFileException e) {
      // The interface went away.
    } catch (IOException e) {
      throw refused(setting, e.toString(), e);
    }
  }

  private static String name(Path setting) {
    return "net." + SETTINGS.relativize(setting).toString().replace('/', '.');
  }

  private static GatewayException refused(Path setting, String why, @Nullable IOException cause) {
    return new GatewayException(
        ErrorKind.PERMISSION,
        "This machine hands on packets that are for others (%s), which a gateway must not, and it"
                .formatted(name(setting))
            + " could not be switched off: "
            + why
            + ". No machine is let in. Run: sysctl -w net.ipv4.ip_forward=0"
            + " net.ipv6.conf.all.forwarding=0, keep it so in /etc/sysctl.d, and start again.",
        cause);
  }
}
