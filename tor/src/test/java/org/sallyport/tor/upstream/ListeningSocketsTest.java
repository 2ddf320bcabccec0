package org.sallyport.tor.upstream;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.tor.torrc.Torrc;

final class ListeningSocketsTest {
  @TempDir private Path folder;

  private Path socket() {
    return torrc().socksSockets().values().iterator().next();
  }

  private Torrc torrc() {
    return Torrc.standard(folder, folder, 1);
  }

  @Test
  void noticesASocketThatIsRemoved() throws IOException {
    Files.createFile(socket());
    var sockets = ListeningSockets.of(torrc());
    assertThat(sockets.lost()).isEmpty();
    Files.delete(socket());
    assertThat(sockets.lost()).contains(socket());
  }

  @Test
  void noticesASocketThatIsReplaced() throws IOException {
    Files.createFile(socket());
    var sockets = ListeningSockets.of(torrc());
    Files.move(Files.createFile(folder.resolve("other")), socket(), REPLACE_EXISTING);
    assertThat(sockets.lost()).contains(socket());
  }

  /// With `DisableNetwork` tor makes none.
  @Test
  void missesNoneThatTorHasNotMade() {
    assertThat(ListeningSockets.of(torrc()).lost()).isEmpty();
  }
}
