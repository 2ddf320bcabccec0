package org.sallyport.testbed.lan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.testbed.leak.world.Command;

/// A network namespace, as the machine whose network it is: programs run in it with all rights.
/// Needs root. Safe for any thread.
///
/// @param path leads to it as long as this is open
/// @param held what keeps it alive, if this does
public record Site(String path, Optional<NetworkNamespace> held) implements AutoCloseable {
  /// A new one, with nothing but a `lo` that is down.
  public static Site create() {
    try {
      var namespace = NetworkNamespace.create();
      var path = "/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), namespace.descriptor());
      return new Site(path, Optional.of(namespace));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// The one that a process is in, for as long as it runs.
  public static Site of(long pid) {
    return new Site("/proc/" + pid + "/ns/net", Optional.empty());
  }

  /// A handle on the namespace, which the caller closes.
  public NetworkNamespace open() {
    try {
      return NetworkNamespace.open(Path.of(path));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// The command line that runs a program there.
  public List<String> command(List<String> program) {
    var line = new ArrayList<>(List.of("nsenter", "--net=" + path, "--"));
    line.addAll(program);
    return line;
  }

  /// Runs a shell line there and gives what it prints.
  ///
  /// @throws GatewayException if it fails
  public String sh(String line) {
    return Command.run(command(List.of("sh", "-c", line)), "");
  }

  private static GatewayException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new GatewayException(ErrorKind.TIMEOUT, "Interrupted while a lab was made.", e);
  }

  @Override
  public void close() {
    held.ifPresent(NetworkNamespace::close);
  }
}
