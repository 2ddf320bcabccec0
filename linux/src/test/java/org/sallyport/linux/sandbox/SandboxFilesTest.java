package org.sallyport.linux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.golden.GoldenFile;

final class SandboxFilesTest {
  @TempDir Path directory;

  @Test
  void ordinaryUser() throws Exception {
    GoldenFile.check("sandbox/files-user.txt", together(Samples.USER));
  }

  @Test
  void rootAppearsOnce() throws Exception {
    GoldenFile.check(
        "sandbox/files-root.txt", together(new SandboxUser("root", 0, 0, Path.of("/root"))));
  }

  @Test
  void neutralUserTellsNothing() {
    SandboxUser user = SandboxUser.neutral();
    assertThat(SandboxFiles.texts(user))
        .extractingByKey("passwd")
        .asString()
        .contains("user:x:1000:1000::/home/user:/bin/bash\n");
  }

  @Test
  void writesAllAndReplaces() throws Exception {
    byte[] filter = {1, 2, 3};
    SandboxFiles first = SandboxFiles.write(directory.resolve("new"), Samples.USER, filter);
    SandboxFiles again = SandboxFiles.write(directory.resolve("new"), Samples.USER, filter);
    assertThat(again).isEqualTo(first);
    assertThat(Files.readAllBytes(first.filter())).isEqualTo(filter);
    try (var files = Files.list(first.directory())) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder(
              "cookie",
              "group",
              "hostname",
              "hosts",
              "inside",
              "nsswitch.conf",
              "passwd",
              "resolv.conf",
              "seccomp.bpf",
              "tor");
    }
  }

  @Test
  void failureSaysWhere() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> SandboxFiles.write(file.resolve("x"), Samples.USER, new byte[0]))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.STORAGE))
        .hasMessageContaining(file.resolve("x").toString());
  }

  private static String together(SandboxUser user) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> file : SandboxFiles.texts(user).entrySet()) {
      text.append("== ").append(file.getKey()).append('\n').append(file.getValue());
    }
    return text.toString();
  }
}
