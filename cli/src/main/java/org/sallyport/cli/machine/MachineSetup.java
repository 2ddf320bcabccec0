package org.sallyport.cli.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All files of a machine behind a gateway.
///
/// @param network how it is connected
/// @param tool what configures its interfaces
public record MachineSetup(MachineNetwork network, NetworkTool tool) {
  /// Its files; each path once.
  ///
  /// @param installed those of [#commands] that the machine has
  public List<SetupFile> files(Set<String> installed) {
    var files = new ArrayList<SetupFile>(tool.files(network));
    files.addAll(ResolverFiles.of(network));
    files.addAll(MachineFirewall.of(network));
    files.addAll(TorPorts.of(network));
    files.addAll(MachineWrappers.of(network, installed));
    return List.copyOf(files);
  }

  /// The commands that get a wrapper if the machine has them.
  public static Set<String> commands() {
    return MachineWrappers.commands();
  }

  /// Every file that some machine has, by its path: where ours may be found. Their texts mean
  /// nothing.
  static Map<String, SetupFile> places() {
    var any = MachineNetwork.of("eth0", List.of("10.152.152.11"), List.of());
    var places = new LinkedHashMap<String, SetupFile>();
    for (NetworkTool tool : NetworkTool.values()) {
      for (SetupFile file : new MachineSetup(any, tool).files(commands())) {
        places.put(file.path(), file);
      }
    }
    return places;
  }
}
