package org.sallyport.linux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramsTest {
  @TempDir Path directory;

  @Test
  void searchPathComesFirst() throws Exception {
    Path own = Files.createFile(directory.resolve("bwrap"));
    assertThat(own.toFile().setExecutable(true)).isTrue();
    Files.createDirectory(directory.resolve("nsenter"));
    Files.createFile(directory.resolve("setpriv"));
    Programs programs = Programs.find("relative::" + directory);
    assertThat(programs.bwrap()).isEqualTo(own);
    assertThat(programs.nsenter()).isNotEqualTo(directory.resolve("nsenter"));
    assertThat(programs.setpriv()).isNotEqualTo(directory.resolve("setpriv"));
  }

  @Test
  void pathsAreAbsolute() {
    Path absolute = Path.of("/usr/bin/x");
    assertThatThrownBy(() -> new Programs(Path.of("bwrap"), absolute, absolute))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
