/// The ports of an application and the splices behind them. Alone has Netty; never blocks.
///
/// `DataPlane` is the way in: it opens a `Compartment` for every launched application. The life of
/// a stream, in the order of reading: `Compartment` (what listens), `PortPipeline` (what speaks on
/// an accepted connection), a handshake (`SocksHandshake`, `HttpHandshake`, `TransparentHandshake`:
/// where does it want to go?), `Streams` (may it?), `UpstreamHandshake` (ask tor), `Splice`
/// (bytes).
module org.sallyport.dataplane {
  requires static transitive org.jspecify;
  requires transitive org.sallyport.core;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;

  exports org.sallyport.dataplane;
  exports org.sallyport.dataplane.counter;
  exports org.sallyport.dataplane.limit;
  exports org.sallyport.dataplane.listing;
}
