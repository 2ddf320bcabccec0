package org.sallyport.dataplane.dns;

import java.util.Optional;

/// A question of DNS (RFC 1035 §4.1.2), as far as an answer needs it.
///
/// @param id the query's identifier
/// @param recursionDesired the query's RD bit, which answers repeat
/// @param wire the question section byte for byte, so that the answer repeats it with the case of
///   its letters (a client may check that, "0x20"); one character per byte
/// @param name the name as text without the final dot; empty if it has a label that no host name
///   has
/// @param type what is asked for
record DnsQuestion(
    int id, boolean recursionDesired, String wire, Optional<String> name, Type type) {

  /// What is asked for.
  enum Type {
    /// An IPv4 address; `ANY` is taken for this, as tor does.
    A,
    /// An IPv6 address.
    AAAA,
    /// The name of an address.
    PTR,
    /// Everything that we do not do: MX, TXT, HTTPS …
    OTHER
  }
}
