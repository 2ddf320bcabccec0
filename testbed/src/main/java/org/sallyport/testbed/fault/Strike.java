package org.sallyport.testbed.fault;

import java.time.Duration;

/// One fault at its moment.
///
/// @param fault what happens
/// @param after how long after the beginning of its episode
/// @param length how long the cause stays; zero for what happens at once
/// @param choice picks the victim where there are several
public record Strike(Fault fault, Duration after, Duration length, int choice) {
  /// In words, for who reads along.
  public String words() {
    String lasting = length.isZero() ? "" : " for " + Seconds.of(length.toMillis());
    return fault.words() + lasting;
  }
}
