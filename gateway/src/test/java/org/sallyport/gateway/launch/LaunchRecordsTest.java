package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;

final class LaunchRecordsTest {
  private static final Seat SEAT =
      new Seat(
          new Owner(new WorkstationName("research"), new ApplicationName("mail")),
          IsolationUnit.EXECUTABLE,
          "/x\\y/a b\n=c");

  private static LaunchRecord record(long pid, long startTicks) {
    return new LaunchRecord(SEAT, new Launcher(pid, startTicks), 4026531840L);
  }

  @Test
  void keepsWhatItWasGivenUntilItIsForgotten(@TempDir Path directory) throws IOException {
    var records = new LaunchRecords(directory.resolve("launches"));
    var record = record(7, 8);
    assertThat(records.left()).isEmpty();
    records.keep(1, record);
    assertThat(records.left()).isEqualTo(Map.of(1L, record));
    Files.writeString(directory.resolve("launches/launch-2"), "pid=no number\n");
    Files.writeString(directory.resolve("launches/launch-3.tmp"), record.text());
    assertThat(records.left()).containsOnlyKeys(1L);
    records.forget(1);
    records.forget(1);
    assertThat(records.left()).isEmpty();
  }
}
