package org.sallyport.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.cli.Golden;

final class MachineSetupTest {
  /// The families of addresses that a machine may have.
  enum Families {
    V4("10.152.152.11"),
    V6("fd19:c33d:88bc::11"),
    BOTH("fd19:c33d:88bc::11", "10.152.152.11");

    private final String addresses;

    Families(String... addresses) {
      this.addresses = String.join(" ", addresses);
    }

    private MachineNetwork network() {
      return MachineNetwork.of("eth0", List.of(addresses.split(" ", -1)), List.of());
    }
  }

  private static String text(List<SetupFile> files) {
    return files.stream()
        .map(file ->
            switch (file) {
              case SetupFile.Text(var path, var text, var access) ->
                  "==> /%s %s\n%s\n".formatted(path, access.permissions(), text);
              case SetupFile.Link(var path, var target) ->
                  "==> /%s -> %s\n\n".formatted(path, target);
            })
        .collect(Collectors.joining());
  }

  private static List<SetupFile> files(Families families, NetworkTool tool) {
    return new MachineSetup(families.network(), tool).files(MachineSetup.commands());
  }

  @ParameterizedTest
  @EnumSource
  void everyFileIsAsItShallBe(Families families) {
    Golden.assertKept(
        "machine/" + families.name() + ".txt", text(files(families, NetworkTool.DEBIAN)));
  }

  @ParameterizedTest
  @EnumSource
  void everyToolConnectsEveryFamily(NetworkTool tool) {
    var text = new StringBuilder();
    for (Families families : Families.values()) {
      text.append("# ").append(families).append('\n').append(text(tool.files(families.network())));
    }
    Golden.assertKept("machine/" + tool.word() + ".txt", text.toString());
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheToolsOwnFilesDiffer(NetworkTool tool) {
    var own = Set.copyOf(tool.files(Families.BOTH.network()));
    var rest = Set.copyOf(files(Families.BOTH, NetworkTool.DEBIAN));
    assertThat(files(Families.BOTH, tool))
        .doesNotHaveDuplicates()
        .allMatch(file -> own.contains(file) || rest.contains(file))
        .extracting(SetupFile::path)
        .doesNotHaveDuplicates()
        .allMatch(MachineSetup.places()::containsKey);
  }

  @Test
  void firewallNamesNoFamilyThatTheMachineLacks() {
    assertThat(text(MachineFirewall.of(Families.V4.network())))
        .doesNotContain("ip6", "nd-neighbor");
    assertThat(text(MachineFirewall.of(Families.V6.network())))
        .doesNotContain(" ip daddr", "rt ip ");
  }

  @Test
  void commandsThatTheMachineLacksGetNoWrapper() {
    var files = new MachineSetup(Families.V4.network(), NetworkTool.DEBIAN).files(Set.of("curl"));
    assertThat(files)
        .extracting(SetupFile::path)
        .contains("usr/local/bin/curl")
        .doesNotContain("usr/local/bin/wget");
  }
}
