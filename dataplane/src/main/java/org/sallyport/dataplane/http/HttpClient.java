package org.sallyport.dataplane.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.sallyport.dataplane.stream.Client;
import org.sallyport.dataplane.upstream.Answer;

/// An HTTP client that has asked for a tunnel and waits for its status.
///
/// @param channel its connection
record HttpClient(Channel channel) implements Client {
  @Override
  public void answer(Answer answer) {
    var written = channel.writeAndFlush(HttpReplies.of(answer));
    if (!(answer instanceof Answer.Connected)) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
