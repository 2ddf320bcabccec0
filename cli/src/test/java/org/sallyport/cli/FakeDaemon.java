package org.sallyport.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.VerdictSummary;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.api.wire.LineBuffer;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.state.GatewayState;

/// A gateway without tor, as a process: it is starting twice, then open; a launch becomes the very
/// command that was asked for; it ends when it is told to. It writes a line to
/// `$SALLYPORT_HOME/started` each time it starts.
final class FakeDaemon {
  private static final int STARTING_REPLIES = 2;

  private final AdminCodec codec = new AdminCodec();
  private final AtomicInteger asked = new AtomicInteger();
  private final RuntimeLocation location;

  private FakeDaemon(RuntimeLocation location) {
    this.location = location;
  }

  public static void main(String[] arguments) throws IOException {
    var location = RuntimeLocation.ofThisProcess(Network.TOR);
    Files.writeString(
        Path.of(System.getenv("SALLYPORT_HOME"), "started"),
        ProcessHandle.current().pid() + " " + String.join(" ", arguments) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    new FakeDaemon(location).serve();
  }

  private void serve() throws IOException {
    Files.deleteIfExists(location.adminSocket());
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(location.adminSocket()));
      while (true) {
        var channel = server.accept();
        Thread.ofVirtual().name("connection").start(() -> serve(channel));
      }
    }
  }

  private void serve(SocketChannel channel) {
    var lines = new LineBuffer(AdminCodec.MAX_REQUEST_BYTES);
    var input = ByteBuffer.allocate(1 << 16);
    try (channel) {
      while (channel.read(input.clear()) >= 0) {
        lines.add(input.flip());
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
          var request = codec.decodeRequest(line.get());
          channel.write(ByteBuffer.wrap(codec.encode(answer(request))));
          if (request instanceof AdminRequest.Stop) {
            Files.delete(location.adminSocket());
            Runtime.getRuntime().halt(0);
          }
        }
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private AdminReply answer(AdminRequest request) {
    return switch (request) {
      case AdminRequest.Status _ -> status();
      case AdminRequest.Launch launch ->
          new AdminReply.LaunchReply(
              launch.argv(), launch.environment(), Map.of(200, "/proc/self/status"), "1");
      case AdminRequest.Streams _ -> new AdminReply.StreamsReply(VerdictSummary.NOTHING, List.of());
      case AdminRequest.Reload _ -> new AdminReply.ReloadReply(List.of(), false);
      case AdminRequest.Stop _ -> new AdminReply.StopReply(ProcessHandle.current().pid());
      case AdminRequest.Circuits _,
          AdminRequest.Isolation _,
          AdminRequest.Ports _,
          AdminRequest.Firewall _,
          AdminRequest.FirewallExplain _,
          AdminRequest.Evidence _,
          AdminRequest.Refusals _,
          AdminRequest.NewIdentity _,
          AdminRequest.Workstations _,
          AdminRequest.WorkstationDetail _,
          AdminRequest.WrappedLaunch _ ->
          new AdminReply.Failure(ErrorKind.INTERNAL, "The fake does not know.");
    };
  }

  private AdminReply status() {
    var open = Replies.open();
    return asked.incrementAndGet() > STARTING_REPLIES
        ? open
        : Replies.status(GatewayState.STARTING, null, open.tor(), open.verdict());
  }
}
