package org.sallyport.core.admission;

/// Decides about the streams of one application. Called on an event loop for every stream: it never
/// blocks, takes a lock or throws, and any doubt of its own is a refusal.
@FunctionalInterface
public interface StreamAdmission {
  /// The decision about this stream, now.
  Admission admit(StreamRequest request);

  /// Is told of every stream that was refused, by its own decision or by a limit of the port's. As
  /// quick as [#admit].
  default void refused(StreamRequest request, Refusal refusal) {}
}
