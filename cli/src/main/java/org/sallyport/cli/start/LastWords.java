package org.sallyport.cli.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What in a gateway's log tells best why it ended: its last failure, which may have several lines
/// (each mistake of a configuration has one), else its last line.
final class LastWords {
  private static final int MAX_LINES = 20;
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
    for (int i = said.size() - 1; i >= 0; i--) {
      if (said.get(i).startsWith(FAILURE_PREFIX)) {
        var failure = said.subList(i, Math.min(said.size(), i + MAX_LINES));
        return Optional.of(String.join("\n", failure).substring(FAILURE_PREFIX.length()));
      }
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(said.getLast());
  }
}
