package org.sallyport.testbed.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Golden: `-Dgolden.update=true` rewrites the files.
final class NodeTorrcTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/torrc");
  private static final long PID = 4242;

  @ParameterizedTest
  @EnumSource
  void rendersEveryRole(NodeRole role) throws IOException {
    var node = new NetworkNode("node0", role, "198.18.0.1", "A".repeat(40));
    var torrc =
        new NodeTorrc(node, Path.of("/net/node0"), List.of("DirAuthority auth0 …"), PID).text();
    var file = GOLDEN.resolve(role + ".torrc");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, torrc);
    }
    assertThat(torrc).isEqualTo(Files.readString(file, UTF_8));
  }
}
