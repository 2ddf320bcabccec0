package org.sallyport.gateway.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DestinationPattern;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.Switches;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// Reads `[workstation.NAME]` and its `[[workstation.NAME.application]]`.
final class WorkstationReader {
  private static final Set<String> KEYS =
      Set.of("dns", "transparent-tcp", "isolate", "application");
  private static final Map<String, IsolationFlag> FLAGS =
      Map.of(
          "isolate-dest-addr", IsolationFlag.ISOLATE_DEST_ADDR,
          "isolate-dest-port", IsolationFlag.ISOLATE_DEST_PORT,
          "isolate-client-protocol", IsolationFlag.ISOLATE_CLIENT_PROTOCOL);
  private static final Set<String> APPLICATION_KEYS = applicationKeys();

  private WorkstationReader() {}

  private static Set<String> applicationKeys() {
    var keys = new HashSet<>(Set.of("name", "executables", "allow"));
    keys.addAll(FLAGS.keySet());
    return Set.copyOf(keys);
  }

  /// The policy that the section describes; problems are recorded in the section.
  static WorkstationPolicy read(WorkstationName name, Section section) {
    section.refuseUnknown(KEYS);
    boolean transparent = section.bool("transparent-tcp").orElse(true);
    var applications = new ArrayList<ApplicationPolicy>();
    for (Section application : section.sections("application")) {
      application(application).ifPresent(applications::add);
    }
    return new WorkstationPolicy(
        name,
        section.choice("dns", DnsMode.MAP),
        transparent ? TransparentTcp.REDIRECTED : TransparentTcp.REJECTED,
        section.choice("isolate", IsolationUnit.APPLICATION),
        PortPreset.STANDARD.table(),
        applications);
  }

  private static Optional<ApplicationPolicy> application(Section section) {
    section.refuseUnknown(APPLICATION_KEYS);
    Optional<String> name = section.string("name");
    if (name.isEmpty() || !ApplicationName.isValid(name.get())) {
      section.problem(
          "name", "missing or not a name (expected: 1 to 64 letters, digits or . _ + -)");
      return Optional.empty();
    }
    List<String> executables = section.strings("executables");
    if (executables.stream().anyMatch(path -> !path.startsWith("/"))) {
      section.problem("executables", "expected absolute paths");
    }
    var flags = EnumSet.noneOf(IsolationFlag.class);
    FLAGS.forEach(
        (key, flag) -> section.bool(key).filter(set -> set).ifPresent(_ -> flags.add(flag)));
    return Optional.of(
        new ApplicationPolicy(
            new ApplicationName(name.get()),
            executables,
            flags,
            new DestinationPolicy(
                patterns(section, "allow"), List.of(), DestinationPolicy.Reach.EVERYTHING),
            Switches.INHERITED));
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
                          + "\" (expected: HOST:PORT, each may be *, HOST may be *.suffix)"));
    }
    return result;
  }
}
