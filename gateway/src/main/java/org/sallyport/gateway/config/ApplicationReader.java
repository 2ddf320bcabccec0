package org.sallyport.gateway.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DestinationPattern;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.ProgramPaths;
import org.sallyport.core.policy.Switches;
import org.sallyport.core.policy.TransparentDns;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.workstation.ApplicationName;

/// Reads one `[[workstation.NAME.application]]`.
final class ApplicationReader {
  private static final Map<String, IsolationFlag> FLAGS =
      Map.of(
          "isolate-dest-addr", IsolationFlag.ISOLATE_DEST_ADDR,
          "isolate-dest-port", IsolationFlag.ISOLATE_DEST_PORT,
          "isolate-client-protocol", IsolationFlag.ISOLATE_CLIENT_PROTOCOL);
  private static final Set<String> KEYS = keys();

  private ApplicationReader() {}

  private static Set<String> keys() {
    var keys =
        new HashSet<>(
            Set.of(
                "name",
                "executables",
                "scripts",
                "desktop",
                "allow",
                "deny",
                "onion-only",
                "stable",
                "transparent-tcp",
                "transparent-dns"));
    keys.addAll(FLAGS.keySet());
    keys.addAll(RotationReader.KEYS);
    return Set.copyOf(keys);
  }

  /// The policy that the section describes; empty without a proper name.
  ///
  /// @param rotation the workstation's, for what the section leaves out
  static Optional<ApplicationPolicy> read(Section section, IdentityRotation rotation) {
    section.refuseUnknown(KEYS);
    Optional<String> name = section.string("name");
    if (name.isEmpty() || !ApplicationName.isValid(name.get())) {
      section.problem(
          "name", "missing or not a name (expected: 1 to 64 letters, digits or . _ + -)");
      return Optional.empty();
    }
    return Optional.of(
        new ApplicationPolicy(
            new ApplicationName(name.get()),
            programs(section),
            flags(section),
            destinations(section),
            switches(section, rotation)));
  }

  private static ProgramPaths programs(Section section) {
    List<String> desktop = section.strings("desktop");
    if (!desktop.stream().allMatch(id -> id.matches("[A-Za-z0-9_.-]+"))) {
      section.problem(
          "desktop", "expected desktop ids: the names of .desktop files without .desktop");
    }
    return new ProgramPaths(paths(section, "executables"), paths(section, "scripts"), desktop);
  }

  private static List<String> paths(Section section, String key) {
    List<String> paths = section.strings(key);
    if (paths.stream().anyMatch(path -> !path.startsWith("/"))) {
      section.problem(key, "expected absolute paths");
    }
    return paths;
  }

  private static Set<IsolationFlag> flags(Section section) {
    var flags = EnumSet.noneOf(IsolationFlag.class);
    FLAGS.forEach(
        (key, flag) -> section.bool(key).filter(set -> set).ifPresent(_ -> flags.add(flag)));
    return flags;
  }

  private static DestinationPolicy destinations(Section section) {
    boolean onionOnly = section.bool("onion-only").orElse(false);
    return new DestinationPolicy(
        patterns(section, "allow"),
        patterns(section, "deny"),
        onionOnly ? DestinationPolicy.Reach.ONION_SERVICES : DestinationPolicy.Reach.EVERYTHING);
  }

  private static List<DestinationPattern> patterns(Section section, String key) {
    var result = new ArrayList<DestinationPattern>();
    for (String text : section.strings(key)) {
      DestinationPattern.parse(text)
          .ifPresentOrElse(
              result::add,
              () ->
                  section.problem(
                      key,
                      "\""
                          + text
                          + "\" (expected: HOST:PORT; HOST a name, *.suffix, address, network"
                          + " or *; PORT a number, range or *)"));
    }
    return result;
  }

  private static Switches switches(Section section, IdentityRotation rotation) {
    boolean stable = section.bool("stable").orElse(false);
    return new Switches(
        transparentTcp(section),
        transparentDns(section),
        stable ? Switches.Circuits.STABLE : Switches.Circuits.ROTATING,
        RotationReader.read(section, rotation));
  }

  private static @Nullable TransparentTcp transparentTcp(Section section) {
    return section
        .bool("transparent-tcp")
        .map(on -> on ? TransparentTcp.REDIRECTED : TransparentTcp.REJECTED)
        .orElse(null);
  }

  private static @Nullable TransparentDns transparentDns(Section section) {
    return section
        .bool("transparent-dns")
        .map(on -> on ? TransparentDns.REDIRECTED : TransparentDns.REJECTED)
        .orElse(null);
  }
}
