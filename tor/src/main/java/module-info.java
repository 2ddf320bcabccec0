/// The upstream: everything that speaks to tor. Alone starts tor and speaks the control protocol.
///
/// `control` is the control-port client.
module org.sallyport.tor {
  requires static transitive org.jspecify;
  requires transitive org.sallyport.core;

  exports org.sallyport.tor.control;
}
