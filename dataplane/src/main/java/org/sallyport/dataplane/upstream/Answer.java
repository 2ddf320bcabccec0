package org.sallyport.dataplane.upstream;

import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.stream.Host;

/// What came of a stream that was asked for. Each port's protocol says it in its own words.
public sealed interface Answer {
  /// SOCKS 5 "general failure": also what we say when tor is gone or speaks nonsense.
  int GENERAL_FAILURE = 0x01;

  /// SOCKS 5 "host unreachable": tor's word for a name that does not resolve.
  int HOST_UNREACHABLE = 0x04;

  /// SOCKS 5 "TTL expired": tor's word for a time-out.
  int TIMED_OUT = 0x06;

  /// tor opened the stream.
  record Connected() implements Answer {}

  /// tor answered the lookup.
  record Resolved(Host host) implements Answer {}

  /// The gateway refused; tor was never asked.
  record Refused(RefusalReason reason) implements Answer {}

  /// tor could not.
  ///
  /// @param code tor's SOCKS 5 reply code (RFC 1928 §6), or an extended code 0xF0 to 0xF7 of
  ///   proposal 304
  record Failed(int code) implements Answer {}
}
