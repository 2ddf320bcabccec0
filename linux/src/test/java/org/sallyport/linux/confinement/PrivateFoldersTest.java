package org.sallyport.linux.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PrivateFoldersTest {
  private static final Path RUN = Path.of("/run/sallyport/tor/tor");
  private static final Path STATE = Path.of("/var/lib/sallyport/tor/tor");

  private static List<Path> above(Set<String> closed) {
    return PrivateFolders.above(List.of(RUN, STATE), folder -> !closed.contains(folder.toString()));
  }

  @Test
  void uppermostCounts() {
    assertThat(above(Set.of("/run/sallyport", "/run/sallyport/tor", "/var/lib/sallyport/tor")))
        .containsExactly(Path.of("/run/sallyport"), Path.of("/var/lib/sallyport/tor"));
  }

  @Test
  void commonOneIsNamedOnce() {
    assertThat(above(Set.of("/"))).containsExactly(Path.of("/"));
  }

  @Test
  void folderItselfIsNotAboveItself() {
    assertThat(above(Set.of(RUN.toString(), STATE.toString()))).isEmpty();
  }
}
