package org.sallyport.core.policy;

/// What counts as one application for isolation.
public enum IsolationUnit {
  /// The name given at launch, by default the program's.
  APPLICATION,
  /// The whole workstation: all its launches are one application.
  WORKSTATION
}
