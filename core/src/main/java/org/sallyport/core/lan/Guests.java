package org.sallyport.core.lan;

import org.sallyport.core.workstation.WorkstationName;

/// The machines on an internal interface that nobody has named. Each address is an application of
/// its own.
///
/// @param workstation whose policy they have
public record Guests(WorkstationName workstation) implements Resident {}
