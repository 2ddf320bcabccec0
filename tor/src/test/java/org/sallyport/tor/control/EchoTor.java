package org.sallyport.tor.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Answers `GETINFO key` with the key itself, and mixes an event into each answer's way.
final class EchoTor implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel server;

  EchoTor(Path folder) throws IOException {
    socket = folder.resolve("echo");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().name("echo-tor").start(this::serve);
  }

  Path socket() {
    return socket;
  }

  private void serve() {
    try (var channel = server.accept()) {
      var reader =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String key = line.substring("GETINFO ".length());
        String answer = "650 SIGNAL X\r\n250-" + key + "=" + key + "\r\n250 OK\r\n";
        var bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (IOException e) {
      // The client is gone, which is how every test ends.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
