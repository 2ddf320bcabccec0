package org.sallyport.dataplane.socks;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.dataplane.stream.Client;
import org.sallyport.dataplane.upstream.Answer;

/// A SOCKS client that has asked and waits for its reply.
///
/// @param channel its connection
/// @param protocol which SOCKS it speaks
record SocksClient(Channel channel, ClientProtocol protocol) implements Client {
  @Override
  public void answer(Answer answer) {
    var written =
        channel.writeAndFlush(
            protocol == ClientProtocol.SOCKS4
                ? SocksReplies.socks4(answer)
                : SocksReplies.socks5(answer));
    if (!(answer instanceof Answer.Connected)) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
