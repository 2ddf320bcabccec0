package org.sallyport.gateway.launch;

import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.gateway.identity.Owner;

/// Who a launch is, as the policies see it.
///
/// @param owner which application in which workstation
/// @param unit whether it is one application or every program of it is
/// @param executable the program's path, as the policies name it
record Seat(Owner owner, IsolationUnit unit, String executable) {
  /// What it may do. Where every program is an application, what one of them may do is no rule for
  /// the launch.
  ApplicationPolicy policy(WorkstationPolicy workstation) {
    return switch (unit) {
      case EXECUTABLE -> ApplicationPolicy.unrestricted(owner.application());
      case AUTOMATIC, APPLICATION, WORKSTATION ->
          workstation.application(owner.application(), executable);
    };
  }
}
