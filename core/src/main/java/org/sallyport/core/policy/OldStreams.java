package org.sallyport.core.policy;

/// What becomes of the open streams of an identity when a new one takes its place.
public enum OldStreams {
  /// They end at once, with their circuits: nobody can see both identities at the same time.
  CLOSE,
  /// They go on over their circuits until they end; nothing new joins them.
  KEEP
}
