package org.sallyport.dataplane.stream;

import java.util.function.Consumer;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.attribution.Origin;
import org.sallyport.dataplane.upstream.Answer;

/// Takes the requests of one opener, and says so in each.
///
/// @param requests where they go
/// @param origin who opened the connection
public record OpenedBy(Requests requests, Origin origin) implements Requests {
  @Override
  public void connect(Client client, StreamRequest asked) {
    requests.connect(client, asked.openedBy(origin));
  }

  @Override
  public void lookup(StreamRequest asked, Consumer<Answer> answered) {
    requests.lookup(asked.openedBy(origin), answered);
  }

  @Override
  public Answer.Refused refusal(RefusalReason reason) {
    return requests.refusal(reason);
  }
}
