package org.sallyport.gateway.program;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// The names of programs that no configuration names: the file name of the script or executable,
/// and a number behind it where another program has that name already.
///
/// Law: two programs of one workstation never have the same name, and a program keeps its name
/// while the gateway runs. Read on event loops for every stream; safe for several threads.
public final class ProgramNames {
  /// What connections of unknown openers are called. No program is called so.
  public static final ApplicationName UNKNOWN = new ApplicationName("unknown");

  /// Programs that are remembered; streams of more are treated as those of unknown openers.
  static final int MAX_PROGRAMS = 10_000;

  private static final int MAX_STEM_CHARACTERS = 56;

  private final ConcurrentMap<Known, ApplicationName> names = new ConcurrentHashMap<>();
  private final ConcurrentMap<Taken, Program> taken = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /// A program in a workstation.
  private record Known(WorkstationName workstation, Program program) {}

  /// A name in a workstation.
  private record Taken(WorkstationName workstation, ApplicationName name) {}

  /// Nobody has a name yet.
  public ProgramNames() {}

  /// The name of a program; empty if too many have one.
  ///
  /// @param reserved names that mean something else in the workstation
  Optional<ApplicationName> name(
      WorkstationName workstation, Program program, Set<ApplicationName> reserved) {
    var known = new Known(workstation, program);
    ApplicationName name = names.get(known);
    if (name != null) {
      return Optional.of(name);
    }
    if (count.get() >= MAX_PROGRAMS) {
      return Optional.empty();
    }
    ApplicationName given = free(workstation, program, reserved);
    if (names.putIfAbsent(known, given) == null) {
      count.incrementAndGet();
    }
    return Optional.of(given);
  }

  /// The names of the programs that were seen in a workstation.
  public Set<String> of(WorkstationName workstation) {
    var result = new TreeSet<String>();
    taken.keySet().stream()
        .filter(one -> one.workstation().equals(workstation))
        .forEach(one -> result.add(one.name().text()));
    return result;
  }

  /// The first name that is not another program's. Whoever comes first has it, so that two threads
  /// that name one program give it the same name.
  private ApplicationName free(
      WorkstationName workstation, Program program, Set<ApplicationName> reserved) {
    String stem = stem(program);
    for (int number = 1; ; number++) {
      var name = new ApplicationName(number == 1 ? stem : stem + "-" + number);
      if (!reserved.contains(name) && !name.equals(UNKNOWN)) {
        Program other = taken.putIfAbsent(new Taken(workstation, name), program);
        if (other == null || other.equals(program)) {
          return name;
        }
      }
    }
  }

  private static String stem(Program program) {
    String script = program.script();
    String path = script == null ? program.executable() : script;
    String whole = path.startsWith("/") ? path.substring(path.lastIndexOf('/') + 1) : words(path);
    String cleaned = whole.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^[.-]+", "");
    String stem = cleaned.substring(0, Math.min(cleaned.length(), MAX_STEM_CHARACTERS));
    return stem.isEmpty() ? "unnamed" : stem;
  }

  /// The second word of `module NAME` and `class NAME in …`.
  private static String words(String script) {
    String[] words = script.split(" ", 3);
    return words.length > 1 ? words[1] : script;
  }
}
