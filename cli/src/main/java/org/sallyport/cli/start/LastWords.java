package org.sallyport.cli.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The line of a gateway's log that tells best why it ended: its last failure, else its last line.
final class LastWords {
  private static final String FAILURE_PREFIX = "sallyport: ";

  private LastWords() {}

  static Optional<String> of(Path log) {
    try {
      return of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<String> of(List<String> lines) {
    var said = lines.stream().filter(line -> !line.isBlank()).toList();
    return said.stream()
        .filter(line -> line.startsWith(FAILURE_PREFIX))
        .reduce((_, last) -> last)
        .map(line -> line.substring(FAILURE_PREFIX.length()))
        .or(() -> said.isEmpty() ? Optional.empty() : Optional.of(said.getLast()));
  }
}
