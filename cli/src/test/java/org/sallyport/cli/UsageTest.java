package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("SALLYPORT_LAUNCHER", "/nonexistent/sallyport");

  private Bench bench = new Bench(Path.of("/nonexistent"), ENVIRONMENT);

  @BeforeEach
  void furnish(@TempDir Path home) {
    bench = new Bench(home, ENVIRONMENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          statsu                    | 2   | Did you mean status? | sallyport --help
          --wrong                   | 2   | unknown option: --wrong | sallyport --help
          status --wrong            | 2   | unknown option: --wrong | sallyport status --help
          status extra              | 2   | unknown command or argument: extra | sallyport status --help
          status --network internet | 2   | expected: tor or testnet | sallyport status --help
          newnym --workstation UPPER| 2   | --workstation: UPPER | sallyport newnym --help
          newnym --app /bin/x       | 2   | --app: /bin/x | sallyport newnym --help
          workstation show          | 2   | NAME | sallyport workstation show --help
          workstation show ../x     | 2   | workstation: ../x | sallyport workstation show --help
          run                       | 125 | COMMAND | sallyport run --help
          run --wrong -- x          | 125 | unknown option: --wrong | sallyport run --help
          run --network x -- y      | 125 | expected: tor or testnet | sallyport run --help
          shell extra               | 125 | unknown command or argument: extra | sallyport shell --help
          """)
  void wrongUsageSaysWhatAndWhereToLook(String line, int status, String words, String hint) {
    assertThat(bench.run(line.split(" +", -1))).isEqualTo(status);
    assertThat(bench.err())
        .startsWith("sallyport: ")
        .contains(words)
        .endsWith("See: " + hint + "\n");
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void failureNamesWhatToDo() {
    assertThat(bench.run("status")).isEqualTo(7);
    assertThat(bench.err())
        .startsWith("sallyport: No gateway runs for the network tor")
        .contains("sallyport up --detach --network tor");
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void failureIsJsonOnRequest() {
    assertThat(bench.run("status", "--json")).isEqualTo(7);
    assertThat(bench.out()).startsWith("{\"reply\":\"failure\",\"kind\":\"NOT_RUNNING\"");
    assertThat(bench.err()).isEmpty();
  }

  @Test
  void outputOfRunBelongsToTheApplication(@TempDir Path home) {
    bench = new Bench(home, Map.of());
    assertThat(bench.run("run", "--json", "--", "x")).isEqualTo(125);
    assertThat(bench.err()).startsWith("{\"reply\":\"failure\",\"kind\":\"CONFIGURATION\"");
    assertThat(bench.out()).isEmpty();
  }

  @Test
  void messagesAreRedOnlyOnTerminals() {
    bench.runOnTerminal("status");
    assertThat(bench.err()).startsWith("\u001b[1;31msallyport: \u001b[0mNo gateway");
  }
}
