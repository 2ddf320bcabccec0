package org.sallyport.linux.attribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
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
/// program and belongs to the same application, and none of them changed its identity (pid and
/// start time) while it was looked at. Everything else is [Finding.Nobody]. Where it matters only
/// which application of a launch they belong to, they may run different programs.
///
/// Reads `/proc`, so it is never called on an event loop. May be used by several threads, one after
/// the other.
public final class SocketAttribution implements AutoCloseable {
  private final SocketTable sockets;
  private final SocketHolders holders;
  private final long namespace;
  private boolean closed;

  private SocketAttribution(SocketTable sockets, long namespace) {
    this.sockets = sockets;
    this.holders = new SocketHolders(namespace);
    this.namespace = namespace;
  }

  /// Opens the table of sockets of a namespace.
  ///
  /// @throws GatewayException if the kernel does not let us
  public static SocketAttribution of(NetworkNamespace namespace) throws InterruptedException {
    try {
      return new SocketAttribution(namespace.run(SocketTable::new), namespace.inode());
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

  /// Who opened the connection, by the program that it runs.
  public Finding find(Flow flow) {
    return find(flow, OwnApplications.NONE, Holder::program);
  }

  /// Who opened the connection, by the application of the launch that it belongs to.
  ///
  /// @param applications the programs that are applications of their own
  public Finding find(Flow flow, OwnApplications applications) {
    return find(flow, applications, Holder::membership);
  }

  /// A process that holds the socket.
  private record Holder(long pid, Program program, Membership.Found membership) {}

  private synchronized Finding find(
      Flow flow, OwnApplications applications, Function<Holder, Object> sought) {
    try {
      OptionalLong inode = closed ? OptionalLong.empty() : sockets.inode(flow);
      List<Long> pids = inode.isEmpty() ? List.of() : holders.of(inode.getAsLong());
      return pids.isEmpty() ? nobody(Doubt.GONE) : opener(pids, applications, sought);
    } catch (IOException _) {
      return nobody(Doubt.GONE);
    }
  }

  private Finding opener(
      List<Long> pids, OwnApplications applications, Function<Holder, Object> sought) {
    var membership = new Membership(namespace, applications);
    var found = new ArrayList<Holder>();
    for (long pid : pids) {
      Optional<Holder> holder = holder(new ProcessFiles(pid), membership);
      if (holder.isEmpty()) {
        return nobody(Doubt.UNNAMED);
      }
      found.add(holder.get());
    }
    Holder first = found.getFirst();
    return found.stream().map(sought).distinct().count() != 1
        ? nobody(Doubt.AMBIGUOUS)
        : switch (first.membership()) {
          case Membership.Found.Own(var own) ->
              new Finding.Opener(first.pid(), first.program(), own);
          case Membership.Found.Launchs() -> new Finding.Opener(first.pid(), first.program(), null);
          case Membership.Found.Unclear() -> nobody(Doubt.UNCLEAR);
        };
  }

  private static Optional<Holder> holder(ProcessFiles process, Membership membership) {
    Optional<Long> before = process.startTime();
    Optional<Holder> holder =
        ProgramReader.read(process)
            .map(program -> new Holder(process.pid(), program, membership.of(process)));
    return before.isPresent() && before.equals(process.startTime()) ? holder : Optional.empty();
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
