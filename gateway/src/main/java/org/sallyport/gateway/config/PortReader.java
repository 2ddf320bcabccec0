package org.sallyport.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.port.ListedPort;
import org.sallyport.core.port.PortFlags;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortTable;

/// Reads `ports` and the `[[workstation.NAME.port]]` of a workstation.
final class PortReader {
  private static final Set<String> KEYS =
      Set.of("kind", "number", "flags", "session-group", "purpose");
  private static final Map<String, PortKind> KINDS =
      Map.of(
          "socks", PortKind.SOCKS,
          "http-tunnel", PortKind.HTTP_TUNNEL,
          "trans", PortKind.TRANS,
          "dns", PortKind.DNS);
  private static final int MAX_NUMBER = 65_535;
  private static final int MAX_GROUP = 999_999_999;

  private PortReader() {}

  /// The ports of the workstation that the section describes.
  static PortTable read(Section section) {
    PortTable preset = section.choice("ports", PortPreset.STANDARD).table();
    var own = new ArrayList<ListedPort>();
    for (Section port : section.sections("port")) {
      port(port).ifPresent(own::add);
    }
    try {
      return preset.with(own);
    } catch (IllegalArgumentException e) {
      section.problem("port", String.valueOf(e.getMessage()));
      return preset;
    }
  }

  private static Optional<ListedPort> port(Section section) {
    section.refuseUnknown(KEYS);
    Optional<PortKind> kind = kind(section);
    Optional<Integer> number = section.integer("number", 1, MAX_NUMBER);
    if (number.isEmpty() && !section.keys().contains("number")) {
      section.problem("number", "missing (expected: 1 to 65535)");
    }
    Optional<PortFlags> flags = flags(section);
    String purpose = section.string("purpose").orElse("");
    if (!ListedPort.isPurpose(purpose)) {
      section.problem(
          "purpose",
          "expected one line of at most " + ListedPort.MAX_PURPOSE_CHARACTERS + " characters");
      return Optional.empty();
    }
    return kind.isPresent() && number.isPresent() && flags.isPresent()
        ? Optional.of(new ListedPort(flags.get().port(kind.get(), number.get()), purpose))
        : Optional.empty();
  }

  private static Optional<PortKind> kind(Section section) {
    String text = section.string("kind").orElse("");
    Optional<PortKind> kind = Optional.ofNullable(KINDS.get(text));
    if (kind.isEmpty()) {
      section.problem(
          "kind", "\"" + text + "\" (expected: \"socks\", \"http-tunnel\", \"trans\" or \"dns\")");
    }
    return kind;
  }

  /// `session-group` is another way to write `SessionGroup=`.
  private static Optional<PortFlags> flags(Section section) {
    List<String> words = new ArrayList<>(section.strings("flags"));
    section
        .integer("session-group", 0, MAX_GROUP)
        .ifPresent(group -> words.add("SessionGroup=" + group));
    return switch (PortFlags.parse(words)) {
      case PortFlags.Parsed.Flags(var flags) -> Optional.of(flags);
      case PortFlags.Parsed.Problem(var problem) -> {
        section.problem("flags", problem);
        yield Optional.empty();
      }
    };
  }
}
