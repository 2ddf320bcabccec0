package org.sallyport.core.admission;

/// Decides about the streams of one application. Called on an event loop for every stream: it never
/// blocks, takes a lock or throws, and any doubt of its own is a refusal.
@FunctionalInterface
public interface StreamAdmission {
  /// The decision about this stream, now.
  Admission admit(StreamRequest request);
}
