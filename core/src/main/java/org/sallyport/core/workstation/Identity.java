package org.sallyport.core.workstation;

/// Who a stream belongs to: an application in a workstation, each at one epoch. A new identity is a
/// new epoch, unequal to every earlier one.
///
/// @param workstation the compartment
/// @param workstationEpoch counts the new identities of the workstation, from 0
/// @param application the application
/// @param applicationEpoch counts the new identities of the application, from 0
public record Identity(
    WorkstationName workstation,
    long workstationEpoch,
    ApplicationName application,
    long applicationEpoch) {}
