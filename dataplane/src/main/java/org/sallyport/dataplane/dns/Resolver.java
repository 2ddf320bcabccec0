package org.sallyport.dataplane.dns;

import java.util.function.Consumer;

/// Answers the questions of one application. Confined to the event loop of its compartment.
public sealed interface Resolver permits MapResolver, TorResolver, OffResolver {
  /// Answers a question, once; at once or later.
  void resolve(DnsQuestion question, Consumer<DnsAnswer> answer);
}
