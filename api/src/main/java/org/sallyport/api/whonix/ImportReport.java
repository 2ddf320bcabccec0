package org.sallyport.api.whonix;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `import whonix` tells.
///
/// @param machine what the settings are of: `gateway`, `workstation` or `host`
/// @param directory where they were read
/// @param complete whether nothing was refused and everything was understood
/// @param toml the configuration
/// @param findings what became of each setting
/// @param commands what else to do
/// @param written the file that the configuration was written to; null if to none
public record ImportReport(
    String machine,
    String directory,
    boolean complete,
    String toml,
    List<Row> findings,
    List<String> commands,
    @Nullable String written) {
  public ImportReport {
    requireNonNull(machine, "machine");
    requireNonNull(directory, "directory");
    requireNonNull(toml, "toml");
    findings = List.copyOf(requireNonNull(findings, "findings"));
    commands = List.copyOf(requireNonNull(commands, "commands"));
  }

  /// What became of one setting.
  ///
  /// @param outcome `taken`, `already`, `refused`, `meaningless` or `not-understood`
  /// @param setting its name
  /// @param value what it is set to; "" where that could be a secret
  /// @param place file and line on that machine
  /// @param remark what follows from it, or why nothing does
  public record Row(String outcome, String setting, String value, String place, String remark) {
    public Row {
      requireNonNull(outcome, "outcome");
      requireNonNull(setting, "setting");
      requireNonNull(value, "value");
      requireNonNull(place, "place");
      requireNonNull(remark, "remark");
    }
  }
}
