package org.sallyport.gateway.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.workstation.ApplicationName;

/// Which application of a workstation a program is: a configured one whose `scripts`, `executables`
/// or `desktop` name it (in this order), else one that is named after the program.
///
/// Links are resolved once, when it is made: the kernel tells the file that runs, not the name that
/// it was called by. Immutable; used on event loops.
public final class ProgramPolicies {
  private final WorkstationPolicy workstation;
  private final ProgramNames names;
  private final Map<String, ApplicationPolicy> scripts = new HashMap<>();
  private final Map<String, ApplicationPolicy> executables = new HashMap<>();
  private final Map<ApplicationName, ApplicationPolicy> byName = new HashMap<>();

  private ProgramPolicies(WorkstationPolicy workstation, ProgramNames names) {
    this.workstation = workstation;
    this.names = names;
  }

  /// The applications of a workstation; reads the `.desktop` files that it names.
  ///
  /// @param names of the programs that are not configured
  public static ProgramPolicies of(WorkstationPolicy workstation, ProgramNames names) {
    return of(workstation, names, DesktopEntry.APPLICATIONS);
  }

  static ProgramPolicies of(WorkstationPolicy workstation, ProgramNames names, Path desktop) {
    var policies = new ProgramPolicies(workstation, names);
    for (ApplicationPolicy application : workstation.applications()) {
      policies.byName.putIfAbsent(application.name(), application);
      var programs = application.programs();
      programs.scripts().forEach(path -> put(policies.scripts, path, application));
      programs.executables().forEach(path -> put(policies.executables, path, application));
      for (String id : programs.desktop()) {
        DesktopEntry.programs(desktop, id)
            .forEach(path -> put(policies.executables, path, application));
      }
    }
    return policies;
  }

  /// The first application that names a path has it.
  private static void put(
      Map<String, ApplicationPolicy> map, String path, ApplicationPolicy application) {
    map.putIfAbsent(path, application);
    try {
      map.putIfAbsent(Path.of(path).toRealPath().toString(), application);
    } catch (IOException _) {
      // only the workstation may have it
    }
  }

  /// The application that an opener is, the one of unknown openers included.
  public ApplicationName named(Origin origin) {
    ApplicationPolicy policy =
        origin instanceof Origin.Found(_, var program, _)
            ? of(program).orElseGet(this::ofUnknown)
            : ofUnknown();
    return policy.name();
  }

  /// The policy of a program, under the name that isolates it; empty if it can have no name.
  public Optional<ApplicationPolicy> of(Program program) {
    String script = program.script();
    if (script != null) {
      ApplicationPolicy byScript = scripts.getOrDefault(script, executables.get(script));
      if (byScript != null) {
        return Optional.of(byScript);
      }
    }
    ApplicationPolicy byExecutable = executables.get(program.executable());
    if (byExecutable != null) {
      return Optional.of(byExecutable);
    }
    return names.name(workstation.name(), program, reserved()).map(ApplicationPolicy::unrestricted);
  }

  /// The policy of openers that are unknown: that of the application `unknown`, if there is one.
  public ApplicationPolicy ofUnknown() {
    return byName.getOrDefault(
        ProgramNames.UNKNOWN, ApplicationPolicy.unrestricted(ProgramNames.UNKNOWN));
  }

  private Set<ApplicationName> reserved() {
    return new HashSet<>(byName.keySet());
  }
}
