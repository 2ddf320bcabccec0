package org.sallyport.core.whonix;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.core.shell.Doubt;
import org.sallyport.core.shell.Settings;
import org.sallyport.core.shell.ShellFile;
import org.sallyport.core.shell.World;
import org.sallyport.core.whonix.Finding.Outcome;

/// Makes a configuration of the settings of a Whonix machine.
///
/// Laws:
/// - nothing is executed, whatever the files say;
/// - what is not understood changes nothing and is named with its place;
/// - what would open more than Whonix does without a word is taken only if it is confirmed, or if
///   it names exactly what it opens (ports on the uplink, one house's network, a VPN).
public final class WhonixImport {
  private final MachineType machine;
  private final List<SettingsFile> files;
  private final Draft draft;

  private WhonixImport(MachineType machine, List<SettingsFile> files, Set<String> allowed) {
    this.machine = machine;
    this.files = List.copyOf(files);
    this.draft = new Draft(allowed);
  }

  /// Settings that are taken only if they are confirmed.
  public static Set<String> confirmable() {
    return Set.of(
        "GATEWAY_ALLOW_INCOMING_ICMP",
        "GATEWAY_ALLOW_INCOMING_RELATED_STATE",
        "NO_NAT_USERS",
        "ALLOW_GATEWAY_ROOT_USER",
        "ALLOW_GATEWAY_USER_USER",
        "NON_TOR_GATEWAY",
        "NON_TOR_GATEWAY_IP6",
        "LOCAL_NET",
        "LOCAL_NET_IP6");
  }

  /// Imports files.
  ///
  /// @param files those of each folder in the order in which they are read: the later one wins
  /// @param allowed the settings that are confirmed
  public static Imported of(MachineType machine, List<SettingsFile> files, Set<String> allowed) {
    return new WhonixImport(machine, files, allowed).imported();
  }

  private Imported imported() {
    Settings firewall = settings(Folder.FIREWALL);
    Set<Integer> open =
        switch (machine) {
          case GATEWAY -> GatewayMeaning.write(firewall, draft);
          case WORKSTATION, HOST -> ofWorkstation(firewall);
        };
    unknown(firewall);
    TorrcMeaning.write(in(Folder.TORRC), open, draft);
    WrapperMeaning.ofUwt(settings(Folder.UWT), draft);
    WrapperMeaning.ofStackedTor(settings(Folder.STACKED_TOR), draft);
    for (SettingsFile file : in(Folder.ONION_GRATER)) {
      draft.find(
          Outcome.MEANINGLESS,
          Said.certainly("profile", "", file.path() + ":1"),
          "kept for later: the stand-in for the ControlPort gives everybody the same answers");
    }
    return draft.imported();
  }

  private List<SettingsFile> in(Folder folder) {
    return files.stream().filter(file -> file.folder() == folder).toList();
  }

  private Settings settings(Folder folder) {
    var sources = in(folder).stream().map(file -> new ShellFile(file.path(), file.text())).toList();
    Settings settings = Settings.of(sources, new World(machine.markers(), FixedSetting.users()));
    for (Doubt doubt : settings.doubts()) {
      String remark =
          doubt.names().isEmpty()
              ? doubt.reason()
              : doubt.reason() + "; it may set " + sorted(doubt.names());
      draft.find(
          Outcome.NOT_UNDERSTOOD,
          Said.certainly("shell", doubt.text(), doubt.origin().toString()),
          remark);
    }
    return settings;
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private Set<Integer> ofWorkstation(Settings settings) {
    draft.workstation().put("ports", new TomlValue.Text("whonix"));
    for (WorkstationSetting setting : WorkstationSetting.values()) {
      settings
          .variable(setting.spelling())
          .ifPresent(variable ->
              draft.find(
                  Outcome.MEANINGLESS, Said.of(setting.spelling(), variable), setting.reason()));
    }
    return Set.of();
  }

  /// Variables that are no settings, unless they serve to write others.
  private void unknown(Settings settings) {
    settings.variables().keySet().stream()
        .sorted()
        .filter(name -> !settings.used().contains(name))
        .filter(name ->
            switch (machine) {
              case GATEWAY -> GatewaySetting.of(name).isEmpty() && FixedSetting.of(name).isEmpty();
              case WORKSTATION, HOST -> WorkstationSetting.of(name).isEmpty();
            })
        .map(name -> Said.of(name, settings.variable(name).orElseThrow()))
        .forEach(said ->
            draft.find(
                Outcome.NOT_UNDERSTOOD, said, "no setting of whonix_firewall's that is known"));
  }
}
