package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class CommandLineFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void everyCommandLineHasAtMostOneScript(FuzzedDataProvider data) {
    Interpreter interpreter = data.pickValue(Interpreter.values());
    String stat = data.consumeString(100);
    CommandLine.statField(stat, 19).ifPresent(number -> assertThat(number).isNotNegative());
    List<String> line = CommandLine.split(data.consumeRemainingAsBytes());
    if (interpreter.script(line) instanceof ScriptArgument.File(String path)) {
      assertThat(line).contains(path);
      assertThat(path.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
  }
}
