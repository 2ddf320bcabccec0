package org.sallyport.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.core.error.ErrorKind;

/// The page that scripts rely on says what the code does.
final class ExitCodesTest {
  private static final Path PAGE = Path.of("../docs/reference/exit-codes.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (?:`(\\w+)`)? ?\\|.*");

  @Test
  void pageHasEveryKindAndEveryStatus() throws IOException {
    var expected = new TreeMap<Integer, String>();
    for (var kind : ErrorKind.values()) {
      expected.put(kind.exitStatus(), kind.name());
    }
    for (int status :
        new int[] {
          ExitStatus.OK,
          ExitStatus.NOT_ISOLATED,
          ExitStatus.USAGE,
          ExitStatus.NOT_YET_OPEN,
          ExitStatus.BLOCKED,
          ExitStatus.VIOLATION,
          ExitStatus.AROUND_APPLICATION
        }) {
      assertThat(expected.put(status, "")).as("%d is used twice", status).isNull();
    }
    assertThat(page()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void failuresOfRunAre125UnlessTheProgramCannotBeRun(ErrorKind kind) {
    boolean isOfProgram = kind.name().startsWith("PROGRAM_");
    assertThat(Command.Failures.AROUND_APPLICATION.statusOf(kind))
        .isEqualTo(isOfProgram ? kind.exitStatus() : 125);
    assertThat(Command.Failures.OWN.statusOf(kind)).isEqualTo(kind.exitStatus());
  }

  private static Map<Integer, String> page() throws IOException {
    var rows = new TreeMap<Integer, String>();
    for (String line : Files.readAllLines(PAGE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(Integer.valueOf(row.group(1)), row.group(2) == null ? "" : row.group(2));
      }
    }
    return rows;
  }
}
