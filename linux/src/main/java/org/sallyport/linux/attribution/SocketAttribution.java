package org.sallyport.linux.attribution;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.attribution.Finding.Doubt;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.syscall.ErrnoException;

/// Says which process of a namespace opened a connection, and what it runs.
///
/// Law: an opener is named only if every process that was found to hold the socket runs the same
/// program, and none of them changed its identity (pid and start time) while it was looked at.
/// Everything else is [Finding.Nobody].
///
/// Reads `/proc`, so it is never called on an event loop. May be used by several threads, one after
/// the other.
public final class SocketAttribution implements AutoCloseable {
  private final SocketTable sockets;
  private final SocketHolders holders;
  private boolean closed;

  private SocketAttribution(SocketTable sockets, SocketHolders holders) {
    this.sockets = sockets;
    this.holders = holders;
  }

  /// Opens the table of sockets of a namespace.
  ///
  /// @throws GatewayException if the kernel does not let us
  public static SocketAttribution of(NetworkNamespace namespace) throws InterruptedException {
    try {
      return new SocketAttribution(
          namespace.run(SocketTable::new), new SocketHolders(namespace.inode()));
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Cannot look up who opens connections in a namespace: "
              + e.getMessage()
              + ". The kernel needs CONFIG_INET_DIAG; or set isolate = \"application\".",
          e);
    }
  }

  /// Who opened the connection.
  public synchronized Finding find(Flow flow) {
    try {
      OptionalLong inode = closed ? OptionalLong.empty() : sockets.inode(flow);
      return inode.isEmpty() ? nobody(Doubt.GONE) : holder(inode.getAsLong());
    } catch (IOException _) {
      return nobody(Doubt.GONE);
    }
  }

  private Finding holder(long inode) throws IOException {
    List<Long> pids = holders.of(inode);
    if (pids.isEmpty()) {
      return nobody(Doubt.GONE);
    }
    Set<Program> programs = new HashSet<>();
    for (long pid : pids) {
      Optional<Program> program = program(new ProcessFiles(pid));
      if (program.isEmpty()) {
        return nobody(Doubt.UNNAMED);
      }
      programs.add(program.get());
    }
    return programs.size() == 1
        ? new Finding.Opener(pids.getFirst(), programs.iterator().next())
        : nobody(Doubt.AMBIGUOUS);
  }

  private static Optional<Program> program(ProcessFiles process) {
    Optional<Long> before = process.startTime();
    Optional<Program> program = ProgramReader.read(process);
    return before.isPresent() && before.equals(process.startTime()) ? program : Optional.empty();
  }

  private static Finding nobody(Doubt why) {
    return new Finding.Nobody(why);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      sockets.close();
    } catch (ErrnoException e) {
      throw new GatewayException(ErrorKind.INTERNAL, "A socket table was closed twice: " + e, e);
    }
  }
}
