package org.sallyport.tor.torrc;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A program that speaks pluggable transports, for example `obfs4` by `/usr/bin/obfs4proxy`.
///
/// tor splits the command at blanks and knows no quoting there, so the path has none.
public record TransportPlugin(List<String> transports, Path executable) {
  private static final Pattern TRANSPORT = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  public TransportPlugin {
    transports = List.copyOf(transports);
    TorrcText.path("transport plugin", executable);
    if (executable.toString().indexOf(' ') >= 0) {
      throw new IllegalArgumentException(
          "transport plugin: %s (expected: a path without blanks)".formatted(executable));
    }
    if (transports.isEmpty() || !transports.stream().allMatch(TRANSPORT.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "transports: %s (expected: names such as obfs4)".formatted(transports));
    }
  }

  String text() {
    return "ClientTransportPlugin " + String.join(",", transports) + " exec " + executable;
  }
}
