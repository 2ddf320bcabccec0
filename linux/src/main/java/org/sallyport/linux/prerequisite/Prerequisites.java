package org.sallyport.linux.prerequisite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// What the gateway asks of the machine before it starts, each as one check that either passes or
/// says in a sentence what is wrong and what to do.
///
/// The checks read; they change nothing and start nothing. Programs are looked for by
/// [org.sallyport.linux.sandbox.Programs#find], the nftables library by the constructor of
/// [org.sallyport.linux.nft.WorkstationFirewall].
public final class Prerequisites {
  private static final Path CLONE = Path.of("/proc/sys/kernel/unprivileged_userns_clone");
  private static final Path APPARMOR =
      Path.of("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
  private static final Path USER_LIMIT = Path.of("/proc/sys/user/max_user_namespaces");
  private static final Path NETWORK_LIMIT = Path.of("/proc/sys/user/max_net_namespaces");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path USER_NAMESPACES = Path.of("/proc/self/ns/user");

  private final Function<Path, Optional<String>> files;

  /// Checks a machine by the contents of its files.
  ///
  /// @param files gives the text of a file, empty if there is no such file
  Prerequisites(Function<Path, Optional<String>> files) {
    this.files = files;
  }

  /// Checks this machine.
  public static Prerequisites ofThisMachine() {
    return new Prerequisites(Prerequisites::read);
  }

  /// Whether an ordinary user may make user namespaces: what a rootless gateway and every sandbox
  /// start with.
  ///
  /// @throws GatewayException NO_USER_NAMESPACE
  public void requireUserNamespaces() {
    requireNamespaces();
    if (number(CLONE).equals("0")) {
      throw forbidden(
          "kernel.unprivileged_userns_clone is 0",
          "sysctl -w kernel.unprivileged_userns_clone=1 as root");
    }
    if (number(APPARMOR).equals("1")) {
      throw forbidden(
          "AppArmor restricts them (kernel.apparmor_restrict_unprivileged_userns is 1)",
          "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 as root");
    }
  }

  /// Whether anybody may make user and network namespaces: what root needs too.
  ///
  /// @throws GatewayException NO_USER_NAMESPACE
  public void requireNamespaces() {
    if (files.apply(USER_NAMESPACES).isEmpty()) {
      throw forbidden(
          "this kernel has none (CONFIG_USER_NS)", "a kernel of your distribution, which has them");
    }
    for (Path limit : List.of(USER_LIMIT, NETWORK_LIMIT)) {
      if (number(limit).equals("0")) {
        String name = "user." + limit.getFileName();
        throw forbidden(name + " is 0", "sysctl -w " + name + "=10000 as root");
      }
    }
  }

  /// Whether this process may make and configure network namespaces.
  ///
  /// @throws GatewayException PERMISSION
  public void requireCapabilities() {
    String status = files.apply(STATUS).orElse("");
    List<Capabilities.Needed> missing =
        Capabilities.ofStatus(status)
            .map(Capabilities::missing)
            .orElseGet(() -> List.of(Capabilities.Needed.values()));
    if (!missing.isEmpty()) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "Could not start the gateway: the process lacks "
              + missing
              + ". Start it by ./sallyport, which gives it a user namespace of its own, or as root"
              + " (in a container: with these capabilities).");
    }
  }

  private String number(Path file) {
    return files.apply(file).orElse("").strip();
  }

  private static GatewayException forbidden(String why, String cure) {
    return new GatewayException(
        ErrorKind.NO_USER_NAMESPACE,
        "Could not make a user namespace, which isolates an application without root: "
            + why
            + ". Use "
            + cure
            + ", or run Sallyport as root.");
  }

  private static Optional<String> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isReadable(file) || file.equals(USER_NAMESPACES)) {
      return Optional.of("");
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.of("");
    }
  }
}
