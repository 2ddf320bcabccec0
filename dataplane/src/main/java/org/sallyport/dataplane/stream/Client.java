package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import org.sallyport.dataplane.upstream.Answer;

/// The application's end of a stream, which speaks the protocol of its port.
public interface Client {
  /// The connection. Bytes behind the request are the stream's and reach the end of its pipeline.
  Channel channel();

  /// Says in the port's protocol what came of the stream, once. After `Connected` the channel stays
  /// open; after the others it is closed as soon as the words are out.
  void answer(Answer answer);
}
