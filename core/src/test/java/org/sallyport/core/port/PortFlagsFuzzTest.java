package org.sallyport.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sallyport.core.port.PortFlags.Parsed;

/// Whatever words a port line has: flags, or one of the words and what is wrong with it.
final class PortFlagsFuzzTest {
  @FuzzTest
  void readsOrNamesTheWord(byte[] line) {
    var words = List.of(new String(line, StandardCharsets.US_ASCII).split(" ", -1));
    switch (PortFlags.parse(words)) {
      case Parsed.Problem(var problem) ->
          assertThat(problem)
              .satisfiesAnyOf(
                  text -> assertThat(text).endsWith("nothing could pass such a port"),
                  text ->
                      assertThat(words).anyMatch(word -> text.startsWith("\"" + word + "\": ")));
      case Parsed.Flags(var flags) -> {
        assertThat(PortFlags.parse(upperCase(words))).isEqualTo(new Parsed.Flags(flags));
        if (flags.sessionGroup() == null) {
          assertThat(PortFlags.parse(twice(words))).isEqualTo(new Parsed.Flags(flags));
        }
        Port port = flags.port(PortKind.SOCKS, 9050);
        assertThat(port.has(IsolationFlag.ISOLATE_CLIENT_ADDR)).isTrue();
      }
    }
  }

  private static List<String> upperCase(List<String> words) {
    return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
  }

  private static List<String> twice(List<String> words) {
    return Stream.concat(words.stream(), words.stream()).toList();
  }
}
