package org.sallyport.gateway.lan;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.function.Consumer;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.tor.contact.Contacts;
import org.sallyport.tor.upstream.Upstream;

/// Whom tor may connect to, followed: when tor starts, or has another consensus, it is asked anew.
///
/// Fail closed: while that is not known, or the kernel does not take it, those of before stay, and
/// whoever is new is not reached. [#report] says why.
///
/// [#look] is called by one thread, the rest by any.
final class TorReach {
  private static final Logger LOG = System.getLogger(TorReach.class.getName());

  private final Upstream tor;
  private final Consumer<Set<Endpoint>> rules;
  private String asOf = "";
  private volatile Report report = new Report(0, 0, "");

  /// How far tor reaches.
  ///
  /// @param endpoints to how many addresses and ports
  /// @param relays how many of them are of the consensus
  /// @param complaint why that may be too few, "" if there is no reason to think so
  record Report(int endpoints, int relays, String complaint) {}

  /// @param rules takes whom tor may connect to
  TorReach(Upstream tor, Consumer<Set<Endpoint>> rules) {
    this.tor = tor;
    this.rules = rules;
  }

  Report report() {
    return report;
  }

  /// Asks tor if there is anything new.
  void look() {
    if (tor.pid() == 0) {
      return;
    }
    try {
      String now = tor.contactsAsOf();
      if (!now.equals(asOf)) {
        Contacts contacts = tor.contacts();
        rules.accept(contacts.endpoints());
        asOf = now;
        report = new Report(contacts.endpoints().size(), contacts.relays(), complaint(contacts));
      }
    } catch (GatewayException | IllegalArgumentException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void complain(String why) {
    Report last = report;
    if (!last.complaint().equals(why) && tor.pid() != 0) {
      LOG.log(Level.WARNING, "tor may not be able to connect: {0}", why);
      report = new Report(last.endpoints(), last.relays(), why);
    }
  }

  private static String complaint(Contacts contacts) {
    return contacts.unreachable().isEmpty()
        ? ""
        : "bridges by %s are elsewhere than at the address in their line, and not reached: set"
                .formatted(String.join(", ", contacts.unreachable()))
            + " tor-destinations = \"any\" in [firewall]";
  }
}
