package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.linux.attribution.Finding.Doubt;
import org.sallyport.linux.attribution.Finding.Opener;

/// Real sockets and processes.
@Timeout(60)
final class SocketAttributionIT {
  /// Connects by a socket that a child of another program has, too.
  private static final String SHARE =
      """
      import socket, subprocess, sys
      s = socket.socket()
      s.set_inheritable(True)
      child = subprocess.Popen(['sleep', '60'], close_fds=False)
      s.connect(('127.0.0.1', int(sys.argv[1])))
      s.recv(1)
      """;

  private static final String CONNECT_AND_WAIT =
      """
      import socket, sys
      s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
      s.recv(1)
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aScriptIsFoundByItsAbsolutePath(String address) throws Exception {
    Files.writeString(directory.resolve("a.py"), CONNECT_AND_WAIT);
    try (var visitors = new Visitors()) {
      Process process = visitors.start(directory, "python3", "a.py", address, port(visitors));
      Finding finding = visitors.attribution.find(visitors.accept());
      assertThat(finding).isInstanceOf(Opener.class);
      assertThat(((Opener) finding).pid()).isEqualTo(process.pid());
      assertThat(((Opener) finding).program().script()).isEqualTo(directory + "/a.py");
      assertThat(((Opener) finding).program().executable()).contains("/python3");
    }
  }

  @Test
  void aSecondProcessIsNotTakenForTheFirst() throws Exception {
    Files.writeString(directory.resolve("a.py"), CONNECT_AND_WAIT);
    Files.copy(directory.resolve("a.py"), directory.resolve("b.py"));
    try (var visitors = new Visitors()) {
      for (String script : new String[] {"a.py", "b.py", "a.py", "b.py"}) {
        Process process = visitors.start(directory, "python3", script, "127.0.0.1", port(visitors));
        var opener = (Opener) visitors.attribution.find(visitors.accept());
        assertThat(opener.pid()).isEqualTo(process.pid());
        assertThat(opener.program().script()).isEqualTo(directory + "/" + script);
      }
    }
  }

  @Test
  void oneThatHasExitedIsGone() throws Exception {
    try (var visitors = new Visitors()) {
      Process process =
          visitors.start(directory, "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port(visitors));
      assertThat(process.waitFor()).isZero();
      assertThat(visitors.attribution.find(visitors.accept()))
          .isEqualTo(new Finding.Nobody(Doubt.GONE));
    }
  }

  @Test
  void aSocketThatTwoProgramsShareIsNobodys() throws Exception {
    Files.writeString(directory.resolve("share.py"), SHARE);
    try (var visitors = new Visitors()) {
      Process _ = visitors.start(directory, "python3", "share.py", port(visitors));
      assertThat(visitors.attribution.find(visitors.accept()))
          .isEqualTo(new Finding.Nobody(Doubt.AMBIGUOUS));
    }
  }

  @Test
  void aSocketThatOneProgramSharesWithItselfIsItsOwn() throws Exception {
    var share =
        """
        import os, socket, sys
        s = socket.socket()
        if os.fork() == 0:
            s.connect(('127.0.0.1', int(sys.argv[1])))
        import time
        time.sleep(60)
        """;
    Files.writeString(directory.resolve("fork.py"), share);
    try (var visitors = new Visitors()) {
      Process _ = visitors.start(directory, "python3", "fork.py", port(visitors));
      var opener = (Opener) visitors.attribution.find(visitors.accept());
      assertThat(opener.program().script()).isEqualTo(directory + "/fork.py");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec 3<>/dev/tcp/127.0.0.1/PORT; read",
        "dash -c 'python3 a.py 127.0.0.1 PORT; true'; true"
      })
  void whatAnApplicationOfItsOwnStartsBelongsToIt(String script) throws Exception {
    Files.writeString(directory.resolve("a.py"), CONNECT_AND_WAIT);
    OwnApplications shells =
        program ->
            program.executable().endsWith("/bash")
                ? Optional.of(new ApplicationName("shell"))
                : Optional.empty();
    try (var visitors = new Visitors()) {
      Process _ = visitors.start(directory, "bash", "-c", script.replace("PORT", port(visitors)));
      var opener = (Opener) visitors.attribution.find(visitors.accept(), shells);
      assertThat(opener.application()).isEqualTo(new ApplicationName("shell"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UWT_DEV_PASSTHROUGH=1", "OTHER=1"})
  void passthroughInTheEnvironmentMeansTheLaunch(String variable) throws Exception {
    OwnApplications all = _ -> Optional.of(new ApplicationName("own"));
    var expected = variable.startsWith("U") ? null : new ApplicationName("own");
    try (var visitors = new Visitors()) {
      Process _ =
          visitors.start(
              directory,
              "env",
              variable,
              "bash",
              "-c",
              "exec 3<>/dev/tcp/127.0.0.1/" + port(visitors) + "; read");
      var opener = (Opener) visitors.attribution.find(visitors.accept(), all);
      assertThat(opener.application()).isEqualTo(expected);
    }
  }

  @Test
  void programsOfOneApplicationMayShareASocket() throws Exception {
    Files.writeString(directory.resolve("share.py"), SHARE);
    OwnApplications sleeps =
        program ->
            program.executable().endsWith("/sleep")
                ? Optional.of(new ApplicationName("sleep"))
                : Optional.empty();
    try (var visitors = new Visitors()) {
      Process _ = visitors.start(directory, "python3", "share.py", port(visitors));
      Flow flow = visitors.accept();
      assertThat(visitors.attribution.find(flow, _ -> Optional.empty())).isInstanceOf(Opener.class);
      assertThat(visitors.attribution.find(flow, sleeps))
          .isEqualTo(new Finding.Nobody(Doubt.AMBIGUOUS));
    }
  }

  @Test
  void aDeletedExecutableHasNoName() throws Exception {
    Path copy = Files.copy(Path.of("/bin/bash"), directory.resolve("program"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var visitors = new Visitors()) {
      Process process =
          visitors.start(
              directory,
              copy.toString(),
              "-c",
              "echo; read; exec 3<>/dev/tcp/127.0.0.1/" + port(visitors) + "; read");
      assertThat(process.getInputStream().read()).as("it runs").isEqualTo('\n');
      Files.delete(copy);
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(visitors.attribution.find(visitors.accept()))
          .isEqualTo(new Finding.Nobody(Doubt.UNNAMED));
    }
  }

  @Test
  void aScriptThatIsNotWhereItShouldBeHasNoName() throws Exception {
    Files.writeString(
        directory.resolve("move.py"), "import os\nos.chdir('/')\n" + CONNECT_AND_WAIT);
    try (var visitors = new Visitors()) {
      Process _ = visitors.start(directory, "python3", "move.py", "127.0.0.1", port(visitors));
      assertThat(visitors.attribution.find(visitors.accept()))
          .isEqualTo(new Finding.Nobody(Doubt.UNNAMED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"connected", "unconnected", "version 6"})
  void theSenderOfADatagramIsFound(String kind) throws Exception {
    var send =
        """
        import socket, sys
        kind, port = sys.argv[1], int(sys.argv[2])
        s = socket.socket(socket.AF_INET6 if kind == 'version 6' else socket.AF_INET, socket.SOCK_DGRAM)
        to = ('::ffff:127.0.0.1' if kind == 'version 6' else '127.0.0.1', port)
        if kind == 'connected':
            s.connect(to)
        s.sendto(b'x', to) if kind != 'connected' else s.send(b'x')
        s.recv(1)
        """;
    Files.writeString(directory.resolve("send.py"), send);
    try (var visitors = new Visitors();
        var door =
            visitors.namespace.run(() ->
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)))) {
      door.setSoTimeout(20_000);
      Process process =
          visitors.start(
              directory, "python3", "send.py", kind, Integer.toString(door.getLocalPort()));
      var datagram = new DatagramPacket(new byte[1], 1);
      door.receive(datagram);
      var source = Visitors.end((InetSocketAddress) datagram.getSocketAddress());
      var flow =
          new Flow.Internet(
              Flow.Transport.UDP,
              source,
              Visitors.end((InetSocketAddress) door.getLocalSocketAddress()));
      assertThat(((Opener) visitors.attribution.find(flow)).pid()).isEqualTo(process.pid());
    }
  }

  @Test
  void closedItKnowsNobody() throws Exception {
    try (var visitors = new Visitors()) {
      Process _ =
          visitors.start(
              directory, "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port(visitors) + "; read");
      Flow flow = visitors.accept();
      assertThat(visitors.attribution.find(flow)).isInstanceOf(Opener.class);
      visitors.attribution.close();
      assertThat(visitors.attribution.find(flow)).isEqualTo(new Finding.Nobody(Doubt.GONE));
    }
  }

  private static String port(Visitors visitors) {
    return Integer.toString(visitors.port());
  }
}
