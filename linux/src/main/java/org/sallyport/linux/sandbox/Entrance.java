package org.sallyport.linux.sandbox;

import java.util.List;

/// How a launcher gets into the network of a launch.
///
/// @param standpoint where it stands
/// @param namespace the network
/// @param programs what it goes through
public record Entrance(Standpoint standpoint, NamespaceHandle namespace, Programs programs) {
  /// The beginning of its command line.
  List<String> words() {
    String nsenter = programs.nsenter().toString();
    String network = "--net=" + namespace.networkNamespace();
    return switch (standpoint) {
      case USER ->
          List.of(
              nsenter,
              "--user=" + namespace.userNamespace(),
              network,
              "--preserve-credentials",
              "--");
      case ROOT -> List.of(nsenter, network, "--");
      case INSIDE ->
          List.of(
              nsenter,
              network,
              "--",
              programs.setpriv().toString(),
              "--ambient-caps=-all",
              "--inh-caps=-all",
              "--");
    };
  }
}
