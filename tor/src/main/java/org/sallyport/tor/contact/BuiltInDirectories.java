package org.sallyport.tor.contact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Endpoint;

/// The directory authorities and fallback directories of the public network, which stand in tor's
/// program as [DirectoryLine]s and nowhere else: no question of the control port tells them.
final class BuiltInDirectories {
  /// A larger program is not read.
  static final int MOST_BYTES = 1 << 26;

  private static final int LONGEST_LINE = 512;
  private static final String MARK = " orport=";

  private BuiltInDirectories() {}

  /// Those of a program.
  ///
  /// @throws GatewayException `UPSTREAM` if it cannot be read or has none
  static Set<Endpoint> of(Path program) {
    try {
      if (Files.size(program) > MOST_BYTES) {
        throw unknown(program, "it has more than " + MOST_BYTES + " bytes", null);
      }
      var found = in(Files.readAllBytes(program));
      if (found.isEmpty()) {
        throw unknown(program, "they do not stand in it", null);
      }
      return found;
    } catch (IOException e) {
      throw unknown(program, e.toString(), e);
    }
  }

  /// Those in a program's bytes: each line is text with a NUL behind it.
  static Set<Endpoint> in(byte[] program) {
    Set<Endpoint> found = new HashSet<>();
    int start = 0;
    for (int i = 0; i < program.length; i++) {
      if (program[i] == 0) {
        found.addAll(line(program, start, i));
      }
      if (program[i] < ' ' || program[i] > '~') {
        start = i + 1;
      }
    }
    return found;
  }

  private static Set<Endpoint> line(byte[] program, int from, int to) {
    if (to - from < MARK.length() || to - from > LONGEST_LINE) {
      return Set.of();
    }
    var line = new String(program, from, to - from, StandardCharsets.US_ASCII);
    return line.contains(MARK) ? DirectoryLine.read(line) : Set.of();
  }

  private static GatewayException unknown(Path program, String why, @Nullable IOException cause) {
    return new GatewayException(
        ErrorKind.UPSTREAM,
        "The directories that tor asks first are not known, because %s was read and %s."
                .formatted(program, why)
            + " Set tor-destinations = \"any\" in [firewall] if this tor must be used.",
        cause);
  }
}
