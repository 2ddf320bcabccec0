package org.sallyport.api;

import org.jspecify.annotations.Nullable;

/// Whether the packet rules of a gateway for other machines are in force, and how far tor reaches.
///
/// @param inForce false while another hand has changed them, or something is in doubt: no machine's
///   streams pass then
/// @param torContacts to how many addresses and ports tor may connect; null if to any
/// @param torRelays how many of them are of the consensus; 0 before there is one, and with bridges
/// @param complaint why tor may reach too few, in words; null if there is no reason to think so
public record FirewallStatus(
    boolean inForce, @Nullable Integer torContacts, int torRelays, @Nullable String complaint) {}
