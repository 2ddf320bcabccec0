package org.sallyport.core.lan;

import org.sallyport.core.workstation.WorkstationName;

/// Who may be on an internal interface.
public sealed interface Resident permits Machine, Guests {
  /// Whose policy it has.
  WorkstationName workstation();
}
