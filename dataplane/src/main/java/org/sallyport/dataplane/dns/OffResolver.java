package org.sallyport.dataplane.dns;

import java.util.function.Consumer;

/// Refuses every question: names are for the SOCKS ports only.
public record OffResolver() implements Resolver {
  @Override
  public void resolve(DnsQuestion question, Consumer<DnsAnswer> answer) {
    answer.accept(new DnsAnswer.Nothing(DnsAnswer.Code.REFUSED));
  }
}
