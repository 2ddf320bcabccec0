package org.sallyport.core.firewall;

/// The flags of a TCP segment that rules look at (RFC 9293 §3.1), in the order of their bits.
public enum TcpFlag {
  FIN,
  SYN,
  RST,
  PSH,
  ACK,
  URG
}
