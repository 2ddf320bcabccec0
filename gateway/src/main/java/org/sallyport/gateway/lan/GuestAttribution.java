package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.function.Consumer;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;

/// Says of the connections of machines that nobody has named which machine opened them: the one
/// that has their source address. On a wire with several of them, each can take another's; who must
/// not be taken for another is named with its hardware address.
final class GuestAttribution implements Attribution {
  @Override
  public Use use() {
    return Use.ISOLATION;
  }

  @Override
  public void ask(Flow flow, Consumer<Origin> answer) {
    answer.accept(
        switch (flow) {
          case Flow.Internet(_, var source, _) -> new Origin.Machine(source.address());
          case Flow.Local _ -> Origin.NOT_ASKED;
        });
  }

  /// The application that a machine is.
  static Owner owner(WorkstationName workstation, InetAddress address) {
    String text = AddressText.of(address).replace(':', '-');
    return new Owner(workstation, new ApplicationName("machine-" + text));
  }
}
