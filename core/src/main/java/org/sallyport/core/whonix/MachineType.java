package org.sallyport.core.whonix;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// What a Whonix machine is. All read the same folder of firewall settings; a file that is not for
/// a machine returns early there, because the other's marker is missing.
public enum MachineType {
  GATEWAY("/usr/share/anon-gw-base-files/gateway"),
  WORKSTATION("/usr/share/anon-ws-base-files/workstation"),
  HOST("/usr/share/libvirt-dist/marker");

  private final String marker;

  MachineType(String marker) {
    this.marker = marker;
  }

  /// The file that only such a machine has.
  public String marker() {
    return marker;
  }

  /// Which of the markers such a machine has.
  Map<String, Boolean> markers() {
    return Arrays.stream(values())
        .collect(Collectors.toUnmodifiableMap(MachineType::marker, type -> type == this));
  }
}
