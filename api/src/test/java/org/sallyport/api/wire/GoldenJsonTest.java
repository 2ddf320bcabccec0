package org.sallyport.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The JSON of every request and reply, as it is on the wire: programs depend on it.
/// `-Dgolden.update=true` rewrites the files.
final class GoldenJsonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/sallyport/api/wire/golden");
  private static final long SEED = 2;

  static Stream<Golden> lines() {
    var codec = new AdminCodec();
    var samples = new Samples(new Random(SEED));
    return Stream.concat(
        samples.requests().stream()
            .map(request -> new Golden("request-" + name(request), text(codec.encode(request)))),
        samples.replies().stream()
            .map(reply -> new Golden("reply-" + name(reply), text(codec.encode(reply)))));
  }

  record Golden(String name, String line) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void staysAsItIs(Golden golden) throws IOException {
    Path file = GOLDEN.resolve(golden.name() + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, golden.line());
    }
    assertThat(golden.line()).isEqualTo(Files.readString(file));
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private static String name(Object value) {
    return value.getClass().getSimpleName();
  }
}
