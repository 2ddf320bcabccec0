package org.sallyport.linux.attribution;

import java.util.Optional;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.workstation.ApplicationName;

/// Which programs are applications of their own inside a launch that is one application otherwise.
/// Called by several threads.
@FunctionalInterface
public interface OwnApplications {
  /// No program is.
  OwnApplications NONE = _ -> Optional.empty();

  /// The application that a program is; empty if it belongs to the launch.
  Optional<ApplicationName> of(Program program);
}
