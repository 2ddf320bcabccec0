package org.sallyport.core.policy;

/// What a DNS query inside a workstation is answered with.
public enum DnsMode {
  /// A fake address at once; the name goes out with the connection, on the application's own key.
  MAP,
  /// tor's answer, asked on the application's own key.
  RESOLVE,
  /// REFUSED.
  OFF
}
