/// The ports of an application and the splices behind them. Alone has Netty; never blocks.
module org.sallyport.dataplane {
  requires static org.jspecify;
  requires org.sallyport.core;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.dns;
  requires io.netty.codec.http;
  requires io.netty.codec.socks;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;

  exports org.sallyport.dataplane;
}
