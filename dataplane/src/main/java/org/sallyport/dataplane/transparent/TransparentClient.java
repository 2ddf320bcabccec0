package org.sallyport.dataplane.transparent;

import io.netty.channel.Channel;
import org.sallyport.dataplane.splice.Splice;
import org.sallyport.dataplane.stream.Client;
import org.sallyport.dataplane.upstream.Answer;

/// An application that does not know of us: its connection stands already, so success needs no
/// words, and the only word for anything else is a reset.
///
/// @param channel its connection
record TransparentClient(Channel channel) implements Client {
  @Override
  public void answer(Answer answer) {
    switch (answer) {
      case Answer.Connected() -> {}
      case Answer.Resolved _, Answer.Refused _, Answer.Failed _ -> Splice.reset(channel);
    }
  }
}
