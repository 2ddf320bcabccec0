package org.sallyport.dataplane.dns;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;

/// What DNS over UDP and over TCP have in common: a message in, a message out, and the counters.
///
/// Confined to the event loop of its compartment.
///
/// @param resolver answers
/// @param tally counts
public record DnsPort(Resolver resolver, Tally tally) {
  /// The same for the questions of one opener.
  public DnsPort openedBy(Origin origin) {
    return new DnsPort(resolver.openedBy(origin), tally);
  }

  /// Answers a message, at once or later.
  ///
  /// @return false if it is no query and gets no answer
  boolean answer(ByteBuf message, Consumer<ByteBuf> reply) {
    switch (DnsQuery.parse(message)) {
      case DnsQuery.Parsed.NotAQuery() -> {
        tally.addMalformed(PortKind.DNS);
        return false;
      }
      case DnsQuery.Parsed.Refusable(var id, var code) -> {
        tally.addMalformed(PortKind.DNS);
        reply.accept(DnsAnswer.message(id, code));
      }
      case DnsQuery.Parsed.Asked(var question) ->
          resolver.resolve(
              question,
              answer -> {
                count(answer);
                reply.accept(answer.message(question));
              });
    }
    return true;
  }

  private void count(DnsAnswer answer) {
    boolean definite =
        switch (answer) {
          case DnsAnswer.Address _, DnsAnswer.Name _ -> true;
          case DnsAnswer.Nothing(var code) ->
              code == DnsAnswer.Code.NO_ERROR || code == DnsAnswer.Code.NO_SUCH_NAME;
        };
    tally.add(definite ? Count.DNS_ANSWERED : Count.DNS_REFUSED);
  }
}
