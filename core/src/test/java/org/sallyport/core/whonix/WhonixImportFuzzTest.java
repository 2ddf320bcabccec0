package org.sallyport.core.whonix;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Whatever the files of a Whonix machine say: a configuration, and findings with their places.
final class WhonixImportFuzzTest {
  @FuzzTest
  void importsOrNames(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    List<SettingsFile> files =
        Arrays.stream(Folder.values())
            .map(folder -> new SettingsFile(folder, "/etc/a", text))
            .toList();
    for (MachineType machine : MachineType.values()) {
      Imported imported = WhonixImport.of(machine, files, WhonixImport.confirmable());
      assertThat(imported.toml()).contains("[workstation.guests]\n").endsWith("\n");
      assertThat(imported.findings())
          .allMatch(finding -> finding.place().matches("/etc/a:[1-9][0-9]*"))
          .noneMatch(finding -> finding.remark().isEmpty());
      assertThat(imported.commands()).allMatch(command -> command.matches("[ -~]+"));
      assertThat(WhonixImport.of(machine, files, Set.of()).findings()).isNotEmpty();
    }
  }
}
