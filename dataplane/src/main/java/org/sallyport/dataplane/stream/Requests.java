package org.sallyport.dataplane.stream;

import java.util.function.Consumer;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.dataplane.upstream.Answer;

/// Where the handshakes of the ports take their requests. Called on the event loop of the
/// compartment.
public interface Requests {
  /// Opens a stream for a client. On return the stream's splice stands at the end of the client's
  /// pipeline, or the client has been answered.
  void connect(Client client, StreamRequest asked);

  /// Asks tor for an address or a name.
  ///
  /// @param answered is called once, with anything but `Connected`; perhaps before this method
  ///   returns
  void lookup(StreamRequest asked, Consumer<Answer> answered);

  /// The answer to what a port itself has to refuse, counted.
  Answer.Refused refusal(RefusalReason reason);
}
