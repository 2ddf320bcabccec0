package org.sallyport.dataplane.dns;

import java.util.function.Consumer;
import org.sallyport.core.attribution.Origin;

/// Answers the questions of one application. Confined to the event loop of its compartment.
public sealed interface Resolver permits MapResolver, TorResolver, OffResolver {
  /// Answers a question, once; at once or later.
  void resolve(DnsQuestion question, Consumer<DnsAnswer> answer);

  /// The resolver for the questions of one opener; the same one where nobody outside is asked.
  default Resolver openedBy(Origin origin) {
    return this;
  }
}
