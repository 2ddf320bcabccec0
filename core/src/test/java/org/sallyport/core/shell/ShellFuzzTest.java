package org.sallyport.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.sallyport.core.shell.Variable.Certainty;

/// Whatever a file of settings says: values within their limit, or doubts with their place.
final class ShellFuzzTest {
  private static final World WORLD = new World(Map.of("/there", true), Map.of("KNOWN", "a"));

  @FuzzTest
  void readsOrDoubts(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    Settings settings =
        Settings.of(List.of(new ShellFile("a", text), new ShellFile("b", "LAST=certain\n")), WORLD);
    assertThat(settings.variables().get("LAST"))
        .isEqualTo(new Variable("certain", new Origin("b", 1), Certainty.CERTAIN));
    assertThat(settings.variables().values())
        .allMatch(variable -> variable.value().length() <= Evaluation.MAX_VALUE)
        .allMatch(variable -> variable.origin().line() >= 1);
    assertThat(settings.doubts()).allMatch(doubt -> doubt.origin().line() >= 1);
  }
}
