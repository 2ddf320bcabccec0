package org.sallyport.core.policy;

/// Whether connections that know nothing of Tor are taken to the TransPort or rejected. Whonix
/// calls the switch `WORKSTATION_TRANSPARENT_TCP`.
public enum TransparentTcp {
  REDIRECTED,
  REJECTED
}
