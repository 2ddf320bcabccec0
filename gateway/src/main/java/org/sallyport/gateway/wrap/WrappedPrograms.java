package org.sallyport.gateway.wrap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.api.wrap.WrapList;
import org.sallyport.api.wrap.WrappedCommand;
import org.sallyport.api.wrap.WrappedCommand.Switch;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.linux.attribution.OwnApplications;

/// The programs of the wrapped commands whose switches are on: inside a launch each is the
/// application that its shim makes it outside, of the launch's own workstation.
///
/// Links are resolved once, when it is made: the kernel tells the file that runs. Immutable.
public final class WrappedPrograms implements OwnApplications {
  /// None.
  public static final WrappedPrograms NONE = new WrappedPrograms(List.of());

  private final Map<String, ApplicationName> byPath = new HashMap<>();
  private final Map<ApplicationName, Path> executables = new LinkedHashMap<>();

  private WrappedPrograms(List<WrapList> lists) {
    Set<ApplicationName> named = new HashSet<>();
    for (WrapList list : lists) {
      for (WrappedCommand command : list.commands()) {
        if (named.add(command.name()) && list.all() == Switch.ON && command.state() == Switch.ON) {
          put(command);
        }
      }
    }
  }

  /// Those of some lists; where two name a command, the first one counts.
  static WrappedPrograms of(List<WrapList> lists) {
    return new WrappedPrograms(lists);
  }

  private void put(WrappedCommand command) {
    Path path = command.executable();
    executables.put(command.name(), path);
    byPath.putIfAbsent(path.toString(), command.name());
    try {
      byPath.putIfAbsent(path.toRealPath().toString(), command.name());
    } catch (IOException _) {
      // not installed any more, so nothing runs it
    }
  }

  /// Whether nothing is wrapped.
  public boolean isEmpty() {
    return executables.isEmpty();
  }

  /// Whether a launch's first word names a wrapped command: by its name alone, or by its program.
  public boolean names(String word) {
    return word.startsWith("/")
        ? byPath.containsKey(word)
        : executables.keySet().stream().anyMatch(name -> name.text().equals(word));
  }

  @Override
  public Optional<ApplicationName> of(Program program) {
    String script = program.script();
    ApplicationName byScript = script == null ? null : byPath.get(script);
    return Optional.ofNullable(byScript == null ? byPath.get(program.executable()) : byScript);
  }

  /// What the configuration says of a wrapped command in a workstation: what it says when the
  /// command's own shim launches it.
  public ApplicationPolicy policy(ApplicationName name, WorkstationPolicy workstation) {
    return workstation.application(name, String.valueOf(executables.get(name)));
  }
}
