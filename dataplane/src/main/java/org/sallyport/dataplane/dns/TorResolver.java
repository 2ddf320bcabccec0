package org.sallyport.dataplane.dns;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.function.Consumer;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.port.Port;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.dataplane.stream.OpenedBy;
import org.sallyport.dataplane.stream.Requests;
import org.sallyport.dataplane.upstream.Answer;

/// Asks tor, on the application's own key: `RESOLVE` for addresses, `RESOLVE_PTR` for names.
///
/// tor answers with one address of either family; a question for the other one gets the answer that
/// there is none. Confined to the event loop of its compartment.
public final class TorResolver implements Resolver {
  private static final Credentials NONE = Credentials.socks(new byte[0], new byte[0]);

  private final Port port;
  private final Requests requests;
  private final Limits.Dns limits;
  private final Load load;

  /// @param port the listener that the questions come to
  /// @param requests where lookups go
  /// @param limits how many at once, and how long answers may be cached
  public TorResolver(Port port, Requests requests, Limits.Dns limits) {
    this(port, requests, limits, new Load());
  }

  private TorResolver(Port port, Requests requests, Limits.Dns limits, Load load) {
    this.port = port;
    this.requests = requests;
    this.limits = limits;
    this.load = load;
  }

  /// How many lookups of the compartment are unanswered, whoever asked.
  private static final class Load {
    int unanswered;
  }

  @Override
  public Resolver openedBy(Origin origin) {
    return new TorResolver(port, new OpenedBy(requests, origin), limits, load);
  }

  @Override
  public void resolve(DnsQuestion question, Consumer<DnsAnswer> answer) {
    switch (question.type()) {
      case A, AAAA -> lookUp(question, Purpose.RESOLVE, question.name().flatMap(Host::of), answer);
      case PTR -> {
        Optional<Host> address =
            question.name().flatMap(ReverseName::address).map(Host.Address::new);
        lookUp(question, Purpose.RESOLVE_PTR, address, answer);
      }
      case OTHER -> answer.accept(nothing(DnsAnswer.Code.NOT_IMPLEMENTED));
    }
  }

  private void lookUp(
      DnsQuestion question, Purpose purpose, Optional<Host> host, Consumer<DnsAnswer> answer) {
    boolean wanted = purpose == Purpose.RESOLVE_PTR || host.orElse(null) instanceof Host.Name;
    if (host.isEmpty() || !wanted) {
      answer.accept(nothing(DnsAnswer.Code.NO_SUCH_NAME));
    } else if (load.unanswered >= limits.lookupsAtOnce()) {
      answer.accept(nothing(DnsAnswer.Code.SERVER_FAILURE));
    } else {
      load.unanswered++;
      var destination = new Destination(host.get(), 0);
      requests.lookup(
          new StreamRequest(port, ClientProtocol.DNS, NONE, destination, purpose),
          found -> {
            load.unanswered--;
            answer.accept(translated(question, found));
          });
    }
  }

  private DnsAnswer translated(DnsQuestion question, Answer found) {
    return switch (found) {
      case Answer.Resolved(Host.Address(var address)) -> {
        boolean asked =
            (address instanceof Inet4Address) == (question.type() == DnsQuestion.Type.A);
        yield asked && question.type() != DnsQuestion.Type.PTR
            ? new DnsAnswer.Address(address, limits.timeToLive())
            : nothing(DnsAnswer.Code.NO_ERROR);
      }
      case Answer.Resolved(Host.Name name) ->
          question.type() == DnsQuestion.Type.PTR
              ? new DnsAnswer.Name(name, limits.timeToLive())
              : nothing(DnsAnswer.Code.NO_ERROR);
      case Answer.Refused(var reason) ->
          nothing(
              reason == RefusalReason.BLOCKED || reason == RefusalReason.TOO_MANY_STREAMS
                  ? DnsAnswer.Code.SERVER_FAILURE
                  : DnsAnswer.Code.REFUSED);
      case Answer.Failed(var code) ->
          nothing(
              code == Answer.HOST_UNREACHABLE
                  ? DnsAnswer.Code.NO_SUCH_NAME
                  : DnsAnswer.Code.SERVER_FAILURE);
      case Answer.Connected() -> nothing(DnsAnswer.Code.SERVER_FAILURE);
    };
  }

  private static DnsAnswer nothing(DnsAnswer.Code code) {
    return new DnsAnswer.Nothing(code);
  }
}
