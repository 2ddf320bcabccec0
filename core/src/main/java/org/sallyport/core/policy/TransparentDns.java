package org.sallyport.core.policy;

/// Whether DNS queries are taken to the DNSPort or get no answer. Whonix calls the switch
/// `WORKSTATION_TRANSPARENT_DNS`.
public enum TransparentDns {
  REDIRECTED,
  REJECTED
}
