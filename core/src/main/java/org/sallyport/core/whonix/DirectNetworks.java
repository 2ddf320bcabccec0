package org.sallyport.core.whonix;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.shell.Variable.Certainty;
import org.sallyport.core.whonix.Finding.Outcome;

/// Networks that every program of the gateway's machine may reach without Tor: `NON_TOR_GATEWAY`,
/// `LOCAL_NET` and their IPv6 twins. Taken are networks of one house; wide and public ones are
/// refused unless they are confirmed.
final class DirectNetworks {
  private static final int NARROW_V4 = 24;
  private static final int NARROW_V6 = 64;

  /// Loopback, and the network of the workstations: the gateway begins nothing there.
  private static final List<Network> NEVER_NEEDED =
      List.of(
          network("127.0.0.0", 8),
          network("::1", 128),
          network("10.152.128.0", 18),
          network("fd19:c33d:88bc::", 96));

  private static final List<Network> PRIVATE =
      List.of(
          network("10.0.0.0", 8),
          network("172.16.0.0", 12),
          network("192.168.0.0", 16),
          network("169.254.0.0", 16),
          network("fc00::", 7),
          network("fe80::", 10));

  private final Draft draft;
  private final Said said;
  private final List<String> taken = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private DirectNetworks(Draft draft, Said said) {
    this.draft = draft;
    this.said = said;
  }

  /// Takes what may be taken.
  static void take(Said said, Draft draft) {
    new DirectNetworks(draft, said).take();
  }

  private static Network network(String base, int bits) {
    return new Network(InetAddress.ofLiteral(base), bits);
  }

  private void take() {
    for (String word : said.words()) {
      List<Network> networks = Networks.of(word);
      if (networks.isEmpty()) {
        unreadable.add(word);
      }
      networks.stream()
          .filter(network -> NEVER_NEEDED.stream().noneMatch(wide -> isWithin(network, wide)))
          .forEach(network -> (mayPass(network) ? taken : refused).add(text(network)));
    }
    draft.directNetworks(taken);
    report();
  }

  private static String text(Network network) {
    return AddressText.of(network.base()) + "/" + network.bits();
  }

  private boolean mayPass(Network network) {
    boolean narrow =
        network.bits() >= (network.base().getAddress().length == 4 ? NARROW_V4 : NARROW_V6)
            && PRIVATE.stream().anyMatch(wide -> isWithin(network, wide));
    return draft.allows(said.name()) || (narrow && said.certain() == Certainty.CERTAIN);
  }

  private static boolean isWithin(Network network, Network wide) {
    return network.bits() >= wide.bits() && wide.contains(network.base());
  }

  private void report() {
    if (!unreadable.isEmpty()) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "no network: " + String.join(" ", unreadable));
    }
    if (!refused.isEmpty()) {
      String why =
          said.certain() == Certainty.CERTAIN
              ? " is wider than one house's network, or public: every program of the gateway's"
                  + " machine could go there without Tor."
              : " stands beside something that is not understood.";
      draft.find(
          Outcome.REFUSED,
          said,
          String.join(" ", refused) + why + " Confirm with --allow " + said.name() + ".");
    }
    if (!taken.isEmpty()) {
      draft.find(
          Outcome.TAKEN,
          said,
          "[firewall] direct-networks, but not loopback and the workstations' own network");
    }
    if (taken.isEmpty() && refused.isEmpty() && unreadable.isEmpty()) {
      draft.find(
          Outcome.ALREADY, said, "loopback is free, and the gateway answers its workstations");
    }
  }
}
