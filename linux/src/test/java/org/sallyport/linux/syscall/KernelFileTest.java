package org.sallyport.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On real files.
final class KernelFileTest {
  @TempDir private Path directory;

  @Test
  void aFileIsReadUpToTheLimit() throws IOException {
    byte[] content = new byte[100_000];
    content[99_999] = 1;
    Path file = Files.write(directory.resolve("file"), content);
    assertThat(KernelFile.read(file.toString(), 200_000)).contains(content);
    assertThat(KernelFile.read(file.toString(), 9_000).orElseThrow()).hasSize(9_000);
  }

  @Test
  void whatIsNotThereHasNoContentAndNoNames() {
    assertThat(KernelFile.read(directory + "/absent", 10)).isEmpty();
    assertThat(KernelFile.open(directory + "/absent")).isEmpty();
    assertThat(KernelFile.read(directory.toString(), 10)).as("a directory").isEmpty();
  }

  @Test
  void everyNameOfALargeDirectoryIsListedOnce() throws IOException {
    var names = new ArrayList<String>();
    for (int i = 0; i < 700; i++) {
      names.add("a-name-of-some-length-" + i);
      Files.createFile(directory.resolve(names.getLast()));
    }
    try (KernelFile open = KernelFile.open(directory.toString()).orElseThrow()) {
      assertThat(open.names(1_000)).containsExactlyInAnyOrderElementsOf(names);
    }
    try (KernelFile open = KernelFile.open(directory.toString()).orElseThrow()) {
      assertThat(open.names(5)).hasSize(5);
    }
  }

  @Test
  void linksOfADirectoryAreRead() throws IOException {
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/some/where"));
    try (KernelFile open = KernelFile.open(directory.toString()).orElseThrow()) {
      assertThat(open.link("link").map(KernelFileTest::text)).contains("/some/where");
      assertThat(open.link("absent")).isEqualTo(Optional.empty());
      assertThat(open.names(10)).isEqualTo(List.of("link"));
    }
  }

  @Test
  void closedItGivesItsDescriptorBack() throws IOException {
    try (KernelFile first = KernelFile.open("/proc/self/fd").orElseThrow()) {
      assertThat(first.names(10_000)).isNotEmpty();
    }
    long before = descriptors();
    for (int i = 0; i < 100; i++) {
      assertThat(KernelFile.read("/proc/self/stat", 4_096)).isPresent();
    }
    assertThat(descriptors()).isLessThan(before + 50);
  }

  private static long descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
