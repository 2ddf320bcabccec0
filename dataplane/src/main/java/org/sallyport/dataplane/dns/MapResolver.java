package org.sallyport.dataplane.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.fake.FakeAddresses;

/// Answers every name with an address that stands for it, at once and without asking anybody: the
/// name goes out with the connection. So nothing leaves, whatever state the gateway is in, and a
/// name that does not exist is noticed by whoever connects to it.
///
/// `localhost` is this machine (RFC 6761 §6.3). Addresses that stand for no name have none.
///
/// @param fakes the application's table
/// @param timeToLive how long an answer may be cached
public record MapResolver(FakeAddresses fakes, Duration timeToLive) implements Resolver {
  private static final Host.Name LOCALHOST = new Host.Name("localhost");
  private static final FakeAddresses.Pair LOOPBACK =
      new FakeAddresses.Pair(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  @Override
  public void resolve(DnsQuestion question, Consumer<DnsAnswer> answer) {
    answer.accept(
        switch (question.type()) {
          case A, AAAA -> address(question);
          case PTR -> name(question);
          case OTHER -> new DnsAnswer.Nothing(DnsAnswer.Code.NOT_IMPLEMENTED);
        });
  }

  private DnsAnswer address(DnsQuestion question) {
    Optional<Host> host = question.name().flatMap(Host::of);
    if (host.isEmpty() || !(host.get() instanceof Host.Name name)) {
      return new DnsAnswer.Nothing(DnsAnswer.Code.NO_SUCH_NAME);
    }
    var pair = name.equals(LOCALHOST) ? Optional.of(LOOPBACK) : fakes.pairFor(name);
    return pair.map(found -> question.type() == DnsQuestion.Type.AAAA ? found.ipv6() : found.ipv4())
        .<DnsAnswer>map(address -> new DnsAnswer.Address(address, timeToLive))
        .orElseGet(() -> new DnsAnswer.Nothing(DnsAnswer.Code.SERVER_FAILURE));
  }

  private DnsAnswer name(DnsQuestion question) {
    return question
        .name()
        .flatMap(ReverseName::address)
        .flatMap(fakes::nameOf)
        .<DnsAnswer>map(name -> new DnsAnswer.Name(name, timeToLive))
        .orElseGet(() -> new DnsAnswer.Nothing(DnsAnswer.Code.NO_SUCH_NAME));
  }
}
