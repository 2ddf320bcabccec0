package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.attribution.Flow;
import org.sallyport.linux.attribution.Finding.Doubt;
import org.sallyport.linux.attribution.Finding.Opener;

/// Real processes that connect to a unix socket of a namespace.
@Timeout(60)
final class LocalConnectionIT {
  private static final String CONNECT =
      """
      import socket, subprocess, sys
      s = socket.socket(socket.AF_UNIX)
      if sys.argv[1] == 'share':
          s.set_inheritable(True)
          subprocess.Popen(['sleep', '60'], close_fds=False)
      s.connect('door')
      if sys.argv[1] != 'leave':
          s.recv(1)
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeScript() throws IOException {
    Files.writeString(directory.resolve("connect.py"), CONNECT);
  }

  /// What the connection of a script was found to be.
  private record Seen(Process process, Finding finding) {}

  @Test
  void whoeverConnectsIsFound() throws Exception {
    Seen seen = connect("stay");
    assertThat(seen.finding()).isInstanceOf(Opener.class);
    assertThat(((Opener) seen.finding()).pid()).isEqualTo(seen.process().pid());
    assertThat(((Opener) seen.finding()).program().script()).isEqualTo(directory + "/connect.py");
  }

  @Test
  void oneThatHasExitedIsGone() throws Exception {
    assertThat(connect("leave").finding()).isEqualTo(new Finding.Nobody(Doubt.GONE));
  }

  @Test
  void aSocketThatTwoProgramsShareIsNobodys() throws Exception {
    assertThat(connect("share").finding()).isEqualTo(new Finding.Nobody(Doubt.AMBIGUOUS));
  }

  @Test
  void oneFromAnotherNetworkIsNobody() throws Exception {
    assertThat(connect("elsewhere").finding()).isEqualTo(new Finding.Nobody(Doubt.GONE));
  }

  @Test
  void aSocketThatIsNotThereIsNobodys() throws Exception {
    try (var visitors = new Visitors()) {
      assertThat(visitors.attribution.find(new Flow.Local(-1)))
          .isEqualTo(new Finding.Nobody(Doubt.GONE));
    }
  }

  private Seen connect(String how) throws Exception {
    try (var visitors = new Visitors();
        var door =
            visitors.namespace.run(() -> ServerSocketChannel.open(StandardProtocolFamily.UNIX))) {
      door.bind(UnixDomainSocketAddress.of(directory.resolve("door")));
      Set<String> before = sockets();
      var command = List.of("python3", "connect.py", how);
      Process process =
          how.equals("elsewhere")
              ? visitors.startHere(directory, command)
              : visitors.start(directory, command);
      try (SocketChannel _ = door.accept()) {
        if (how.equals("leave")) {
          assertThat(process.waitFor()).isZero();
        }
        Set<String> after = sockets();
        after.removeAll(before);
        assertThat(after).as("the accepted socket").hasSize(1);
        var accepted = new Flow.Local(Integer.parseInt(after.iterator().next()));
        return new Seen(process, visitors.attribution.find(accepted));
      }
    }
  }

  /// The numbers of our own descriptors that are sockets.
  private static Set<String> sockets() {
    return new HashSet<>(new ProcessFiles(ProcessHandle.current().pid()).sockets().values());
  }
}
