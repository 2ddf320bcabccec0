package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassUpgradeTest {
  private static final Path PICOCLI =
      Path.of(
          picocli.CommandLine.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  @Test
  void everyOldClassIsOfTodayAndPassesTheVerifier(@TempDir Path directory) throws Exception {
    Path upgraded = directory.resolve("picocli.jar");
    ClassUpgrade.main(new String[] {PICOCLI.toString(), upgraded.toString()});
    var before = entries(PICOCLI);
    var after = entries(upgraded);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    var loader = new Isolated(after);
    int verified = 0;
    for (var entry : after.entrySet()) {
      if (entry.getKey().startsWith("picocli/CommandLine")) {
        assertThat(ClassFile.of().parse(entry.getValue()).majorVersion())
            .as(entry.getKey())
            .isEqualTo(ClassFile.JAVA_25_VERSION);
        // Initializing a class links it, and linking verifies it.
        String name = entry.getKey().replace('/', '.').replaceFirst("\\.class$", "");
        assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
        verified++;
      }
    }
    assertThat(verified).isGreaterThan(100);
  }

  @Test
  void modernClassesStayAsTheyAre() throws IOException {
    try (var own = ClassUpgrade.class.getResourceAsStream("ClassUpgrade.class")) {
      assertThat(own).isNotNull();
      byte[] bytes = own.readAllBytes();
      assertThat(new ClassUpgrade(ClassUpgrade.class.getClassLoader()).upgraded(bytes))
          .isSameAs(bytes);
    }
  }

  @Test
  void saysWhichFileIsMissing(@TempDir Path directory) {
    Path missing = directory.resolve("missing.jar");
    assertThatThrownBy(() -> ClassUpgrade.main(new String[] {missing.toString(), missing + ".new"}))
        .hasMessageContaining(missing.toString());
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    var entries = new TreeMap<String, byte[]>();
    try (var zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .forEach(entry -> {
            try (var in = zip.getInputStream(entry)) {
              entries.put(entry.getName(), in.readAllBytes());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return entries;
  }

  /// Defines the given classes itself, and leaves only the JDK's to its parent.
  private static final class Isolated extends ClassLoader {
    private final Map<String, byte[]> classes;

    Isolated(Map<String, byte[]> classes) {
      super(ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name.replace('.', '/') + ".class");
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
