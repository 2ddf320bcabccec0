package org.sallyport.linux.attribution;

import java.util.Optional;
import org.sallyport.core.workstation.ApplicationName;

/// To which application of its launch a process belongs: to that of the outermost process around it
/// that is an application of its own, so that what a command starts is the command's.
///
/// A process says with `UWT_DEV_PASSTHROUGH=1` in its environment that it is none. One that lives
/// on after its starter ended, and was taken over, belongs to whoever took it over.
///
/// @param namespace the number of the launch's network namespace, which ends the search
/// @param applications says which programs are applications of their own
record Membership(long namespace, OwnApplications applications) {
  /// Generations that are looked at.
  static final int MAX_ANCESTORS = 32;

  private static final String PASSTHROUGH = "UWT_DEV_PASSTHROUGH=1";

  /// A membership as it was found.
  sealed interface Found {
    /// It belongs to an application of its own.
    record Own(ApplicationName application) implements Found {}

    /// It belongs to the launch.
    record Launchs() implements Found {}

    /// It cannot be told.
    record Unclear() implements Found {}
  }

  /// The membership of a process of the launch.
  Found of(ProcessFiles process) {
    if (applications.equals(OwnApplications.NONE)) {
      return new Found.Launchs();
    }
    Found outermost = new Found.Launchs();
    Optional<ProcessFiles> next = Optional.of(process);
    for (int generation = 0; next.isPresent(); generation++) {
      if (generation == MAX_ANCESTORS) {
        return new Found.Unclear();
      }
      Found found = itself(next.get());
      if (found instanceof Found.Unclear) {
        return found;
      }
      outermost = found instanceof Found.Own ? found : outermost;
      next = next.get().parent().map(ProcessFiles::new).filter(parent -> parent.isIn(namespace));
    }
    return outermost;
  }

  private Found itself(ProcessFiles process) {
    Optional<ApplicationName> own = ProgramReader.read(process).flatMap(applications::of);
    if (own.isEmpty()) {
      return new Found.Launchs();
    }
    return process
        .environment()
        .<Found>map(variables ->
            variables.contains(PASSTHROUGH) ? new Found.Launchs() : new Found.Own(own.get()))
        .orElse(new Found.Unclear());
  }
}
