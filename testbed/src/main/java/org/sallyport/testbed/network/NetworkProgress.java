package org.sallyport.testbed.network;

import java.time.Duration;

/// How far a network's start-up is.
///
/// @param phase the step that runs
/// @param done how many of `total` this step has done
/// @param total how many it does in all, at least 1
/// @param elapsed since the start-up began
public record NetworkProgress(NetworkPhase phase, int done, int total, Duration elapsed) {}
