package org.sallyport.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class AdminServerTest {
  private final AdminCodec codec = new AdminCodec();

  @TempDir Path directory;
  private Path socket = Path.of("/");

  @BeforeEach
  void placeSocket() {
    socket = directory.resolve("admin.sock");
  }

  @Test
  void answersEachRequestLineWithOneReplyLine() throws IOException {
    try (var _ = AdminServer.open(socket, AdminServerTest::stopOnly);
        var peer = connect()) {
      peer.write(ByteBuffer.wrap(codec.encode(new AdminRequest.Stop())));
      peer.write(ByteBuffer.wrap(codec.encode(new AdminRequest.Stop())));
      var lines = new java.io.BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8));
      assertThat(decode(lines.readLine())).isEqualTo(new AdminReply.StopReply(1));
      assertThat(decode(lines.readLine())).isEqualTo(new AdminReply.StopReply(1));
    }
  }

  @Test
  void answersWhatItCannotUnderstandAndFailuresWithAFailure() throws IOException {
    try (var _ = AdminServer.open(socket, AdminServerTest::stopOnly);
        var peer = connect()) {
      peer.write(ByteBuffer.wrap("{\"command\":\"fly\"}\n".getBytes(StandardCharsets.UTF_8)));
      peer.write(ByteBuffer.wrap(codec.encode(new AdminRequest.Status())));
      var lines = new java.io.BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8));
      assertThat(decode(lines.readLine())).isInstanceOf(AdminReply.Failure.class);
      assertThat(decode(lines.readLine()))
          .isEqualTo(new AdminReply.Failure(ErrorKind.TIMEOUT, "too slow"));
    }
  }

  @Test
  void answersABugWithAFailureThatRevealsNothing() throws IOException {
    AdminService buggy =
        _ -> {
          throw new IllegalStateException("secret.example");
        };
    try (var _ = AdminServer.open(socket, buggy);
        var peer = connect()) {
      peer.write(ByteBuffer.wrap(codec.encode(new AdminRequest.Status())));
      var lines = new java.io.BufferedReader(Channels.newReader(peer, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).contains("INTERNAL").doesNotContain("secret.example");
    }
  }

  @Test
  void refusesToServeWhereALiveGatewayDoes() {
    try (var _ = AdminServer.open(socket, AdminServerTest::stopOnly)) {
      assertThatThrownBy(() -> AdminServer.open(socket, AdminServerTest::stopOnly))
          .isInstanceOfSatisfying(
              GatewayException.class,
              e -> assertThat(e.kind()).isEqualTo(ErrorKind.ALREADY_RUNNING));
    }
  }

  @Test
  void replacesTheSocketOfADeadGateway() throws IOException {
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    try (var _ = AdminServer.open(socket, AdminServerTest::stopOnly);
        var peer = connect()) {
      assertThat(peer.isConnected()).isTrue();
    }
    assertThat(Files.exists(socket)).isFalse();
  }

  private static AdminReply stopOnly(AdminRequest request) {
    if (request instanceof AdminRequest.Stop) {
      return new AdminReply.StopReply(1);
    }
    throw new GatewayException(ErrorKind.TIMEOUT, "too slow");
  }

  private SocketChannel connect() throws IOException {
    var peer = SocketChannel.open(StandardProtocolFamily.UNIX);
    peer.connect(UnixDomainSocketAddress.of(socket));
    return peer;
  }

  private AdminReply decode(String line) {
    return codec.decodeReply(line.getBytes(StandardCharsets.UTF_8));
  }
}
