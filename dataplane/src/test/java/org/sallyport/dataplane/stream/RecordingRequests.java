package org.sallyport.dataplane.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.dataplane.upstream.Answer;

/// Keeps what it is asked; the test answers when it likes.
public final class RecordingRequests implements Requests {
  /// Every request, in order.
  public final List<StreamRequest> asked = new ArrayList<>();

  private @Nullable Client client;
  private @Nullable Consumer<Answer> answered;

  /// Nothing was asked yet.
  public RecordingRequests() {}

  @Override
  public void connect(Client client, StreamRequest asked) {
    this.client = client;
    this.asked.add(asked);
  }

  @Override
  public void lookup(StreamRequest asked, Consumer<Answer> answered) {
    this.answered = answered;
    this.asked.add(asked);
  }

  @Override
  public Answer.Refused refusal(RefusalReason reason) {
    return new Answer.Refused(reason);
  }

  /// The only request; empty if there was none.
  public Optional<StreamRequest> only() {
    if (asked.size() > 1) {
      throw new AssertionError("more than one request: " + asked.size());
    }
    return asked.stream().findFirst();
  }

  /// Answers whoever asked last.
  public void answer(Answer answer) {
    if (client != null) {
      client.answer(answer);
    } else if (answered != null) {
      answered.accept(answer);
    } else {
      throw new AssertionError("nobody asked");
    }
  }
}
