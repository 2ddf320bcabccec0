package org.sallyport.core.firewall;

/// How the kernel's connection tracking sees a packet (nf_conntrack).
public enum ConnectionState {
  /// It begins a connection.
  NEW,
  /// It belongs to a connection that was seen both ways.
  ESTABLISHED,
  /// It speaks of a connection, as an ICMP error does.
  RELATED,
  /// It belongs to no connection and begins none.
  INVALID
}
