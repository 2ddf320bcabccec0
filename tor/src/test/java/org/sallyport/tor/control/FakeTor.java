package org.sallyport.tor.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A strict stand-in for tor's control port: one connection, one dialogue.
///
/// Lines of the dialogue that begin with `> ` are expected from the client, exactly; `< ` lines are
/// sent. `!busy MILLIS` does nothing for so long. `!close` closes the connection. Anything else
/// that the client sends fails the test in [#close], and so does a dialogue that did not come to
/// its end.
final class FakeTor implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel server;
  private final CompletableFuture<Void> played = new CompletableFuture<>();

  FakeTor(Path folder, String dialogue) throws IOException {
    socket = folder.resolve("control");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().name("fake-tor").start(() -> serve(dialogue));
  }

  Path socket() {
    return socket;
  }

  private void serve(String dialogue) {
    try (var channel = server.accept()) {
      var reader =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
      for (String line : dialogue.lines().toList()) {
        play(line, channel, reader);
      }
      String rest = dialogue.endsWith("!close\n") ? null : reader.readLine();
      if (rest != null) {
        throw new AssertionError("unexpected command: " + rest);
      }
      played.complete(null);
    } catch (IOException | AssertionError e) {
      played.completeExceptionally(e);
    }
  }

  private static void play(String line, SocketChannel channel, BufferedReader reader)
      throws IOException {
    if (line.startsWith("> ")) {
      String sent = reader.readLine();
      if (!line.substring(2).equals(sent)) {
        throw new AssertionError("expected command: " + line.substring(2) + ", got: " + sent);
      }
    } else if (line.startsWith("< ")) {
      var bytes = (line.substring(2) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } else if (line.startsWith("!busy ")) {
      busy(Long.parseLong(line.substring("!busy ".length())));
    } else if (line.equals("!close")) {
      channel.close();
    } else {
      throw new AssertionError("dialogue: " + line);
    }
  }

  /// A busy tor: part of the dialogue, and not a wait for anything.
  private static void busy(long millis) {
    new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
  }

  /// Call after the client has closed its connection.
  @Override
  public void close() throws IOException {
    try {
      played.orTimeout(5, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError("the dialogue was not followed to its end", e.getCause());
    } finally {
      server.close();
    }
  }
}
