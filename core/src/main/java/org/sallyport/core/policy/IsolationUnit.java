package org.sallyport.core.policy;

/// What counts as one application for isolation.
public enum IsolationUnit {
  /// As it was launched: a launch by `run`, or one that was given a name, is one application; in a
  /// shell every program is one.
  AUTOMATIC,
  /// The name given at launch, by default the program's.
  APPLICATION,
  /// Every program that a launch starts, known by its executable or script; a launch that was given
  /// a name is one application.
  EXECUTABLE,
  /// The whole workstation: all its launches are one application.
  WORKSTATION
}
