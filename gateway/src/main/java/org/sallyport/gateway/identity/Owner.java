package org.sallyport.gateway.identity;

import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// Whose a stream is, whatever its epoch.
public record Owner(WorkstationName workstation, ApplicationName application) {
  /// `workstation/application`, for tables.
  public String text() {
    return workstation.text() + "/" + application.text();
  }
}
