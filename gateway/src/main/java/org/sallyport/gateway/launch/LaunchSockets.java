package org.sallyport.gateway.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.SocketFile;
import org.sallyport.linux.sandbox.TorPlaces;

/// The unix sockets of one launch, in a directory of its own (mode 0700) that its sandbox binds.
/// Their names are short: a path of a socket has at most 107 bytes.
///
/// @param directory `RUNTIME/s/NUMBER`
public record LaunchSockets(Path directory) {
  private static final Logger LOG = System.getLogger(LaunchSockets.class.getName());
  private static final String ALL = "s";

  /// Makes the directory of a launch.
  ///
  /// @throws GatewayException of kind `STORAGE` when it cannot be made
  static LaunchSockets make(Path runtime, long number) {
    Path directory = runtime.resolve(ALL).resolve(Long.toString(number));
    try {
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(directory, mode);
      var sockets = new LaunchSockets(directory);
      sockets.empty();
      return sockets;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot make " + directory + " for a launch: " + e + ". Check that there is space.",
          e);
    }
  }

  /// The sockets for those of the ports that have one.
  List<SocketFile> files(List<Port> ports) {
    return Stream.concat(
            TorPlaces.SOCKS.stream()
                .map(number -> LaunchPorts.numbered(ports, number, PortKind.SOCKS)),
            TorPlaces.CONTROL.stream()
                .map(number -> LaunchPorts.numbered(ports, number, PortKind.CONTROL)))
        .flatMap(Optional::stream)
        .map(port -> new SocketFile(directory.resolve(Integer.toString(port.number())), port))
        .toList();
  }

  /// Removes the directory with what is in it.
  void remove() {
    try {
      empty();
      Files.delete(directory);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The sockets of a launch could not be removed: {0}", e.getMessage());
    }
  }

  private void empty() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
