package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.Refusal;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.fake.FakeAddresses;
import org.sallyport.dataplane.listing.OpenStream;
import org.sallyport.dataplane.stream.StreamRecord.Question;
import org.sallyport.dataplane.upstream.Answer;
import org.sallyport.dataplane.upstream.UpstreamRequest;

/// Where every stream of one application passes: a fake address becomes its name, the admission and
/// the quota decide, and what they let through is opened upstream.
///
/// Confined to the event loop of its compartment.
public final class Streams implements Requests {
  private final StreamAdmission admission;
  private final DnsMode dns;
  private final FakeAddresses fakes;
  private final StreamQuota quota;
  private final Tally tally;
  private final Upstream upstream;
  private final Line line;
  private final LongSupplier ids;
  private final Set<StreamRecord> open = new LinkedHashSet<>();

  /// @param admission decides
  /// @param names the application's fake addresses, and whether it is given any
  /// @param counting how many streams it may have, and what is counted
  /// @param upstream opens
  public Streams(StreamAdmission admission, Names names, Counting counting, Upstream upstream) {
    this.admission = admission;
    this.dns = names.mode();
    this.fakes = names.fakes();
    this.quota = counting.quota();
    this.tally = counting.tally();
    this.ids = counting.ids();
    this.line = counting.line();
    this.upstream = upstream;
  }

  /// What is counted.
  ///
  /// @param quota how many streams the application may have
  /// @param tally counts what happens
  /// @param ids numbers the streams of all applications
  /// @param line where the application's requests wait for their turn
  public record Counting(StreamQuota quota, Tally tally, LongSupplier ids, Line line) {}

  /// How the application's names are answered.
  ///
  /// @param mode fake addresses mean anything only with `MAP`
  /// @param fakes the application's table
  public record Names(DnsMode mode, FakeAddresses fakes) {}

  /// A request that came to a definite point: to be opened, or already answered.
  private sealed interface Decision {
    record Open(Question question, FakeAddresses.Use use) implements Decision {}

    record Done(Answer answer) implements Decision {}
  }

  @Override
  public void connect(Client client, StreamRequest asked) {
    if (!client.channel().isActive()) {
      return;
    }
    switch (decide(asked)) {
      case Decision.Done(var answer) -> client.answer(answer);
      case Decision.Open(var question, var use) -> {
        StreamRecord record = record(question, client.channel());
        new Stream(client, upstream, new Stream.Facts(tally, record), ended(use, record))
            .open(turn(question, record));
      }
    }
  }

  @Override
  public void lookup(StreamRequest asked, Consumer<Answer> answered) {
    switch (decide(asked)) {
      case Decision.Done(var answer) -> answered.accept(answer);
      case Decision.Open(var question, var use) -> {
        StreamRecord record = record(question, null);
        new Lookup(answered, upstream, tally, ended(use, record)).begin(turn(question, record));
      }
    }
  }

  private Turn turn(Question question, StreamRecord record) {
    return new Turn(line, question.request(), () -> admitAgain(question.asked(), record));
  }

  /// For a request that has waited; it holds its place in the quota already.
  private Admission admitAgain(StreamRequest asked, StreamRecord record) {
    var admitted = admission.admit(asked);
    switch (admitted) {
      case Admission.Refused refusal -> tally.addRefused(refusal.reason());
      case Admission.Admitted(var token, _, _) -> record.isolatedBy(token);
    }
    return admitted;
  }

  private Decision decide(StreamRequest asked) {
    var real = withoutFake(asked);
    if (real.isEmpty()) {
      return refused(asked, Refusal.of(RefusalReason.UNKNOWN_FAKE_ADDRESS));
    }
    StreamRequest request = real.get();
    if (request.purpose() == StreamRequest.Purpose.RESOLVE_PTR
        && request.destination().host() instanceof Host.Name name) {
      return new Decision.Done(new Answer.Resolved(name));
    }
    return switch (admission.admit(request)) {
      case Admission.Refused(var refusal) -> refused(request, refusal);
      case Admission.Admitted(var token, var destination, var flavour) ->
          quota.tryTake()
              ? open(
                  new Question(
                      request, new UpstreamRequest(request.purpose(), destination, token, flavour)))
              : refused(request, Refusal.of(RefusalReason.TOO_MANY_STREAMS));
    };
  }

  /// The streams that are open, oldest first.
  public List<OpenStream> open() {
    long now = upstream.loop().ticker().nanoTime();
    return open.stream().map(record -> record.view(now)).toList();
  }

  private StreamRecord record(Question question, @Nullable Channel client) {
    long now = upstream.loop().ticker().nanoTime();
    var record = new StreamRecord(ids.getAsLong(), question, client, now);
    open.add(record);
    return record;
  }

  private Decision open(Question question) {
    tally.add(Count.STREAMS_ADMITTED);
    var use =
        question.request().destination().host() instanceof Host.Name name
            ? fakes.use(name)
            : FakeAddresses.Use.NONE;
    return new Decision.Open(question, use);
  }

  @Override
  public Answer.Refused refusal(RefusalReason reason) {
    tally.addRefused(reason);
    return new Answer.Refused(reason);
  }

  private Decision refused(StreamRequest request, Refusal refusal) {
    admission.refused(request, refusal);
    return new Decision.Done(refusal(refusal.reason()));
  }

  /// The request with a name instead of a fake address; empty if nobody was given that address.
  private Optional<StreamRequest> withoutFake(StreamRequest asked) {
    if (dns == DnsMode.MAP
        && asked.destination().host() instanceof Host.Address(var address)
        && FakeAddresses.isFake(address)) {
      return fakes
          .nameOf(address)
          .map(name -> asked.to(new Destination(name, asked.destination().port())));
    }
    return Optional.of(asked);
  }

  private Runnable ended(FakeAddresses.Use use, StreamRecord record) {
    return () -> {
      use.close();
      open.remove(record);
      quota.giveBack();
      tally.add(Count.STREAMS_ENDED);
    };
  }
}
