/// The upstream: everything that speaks to tor. Alone starts tor and speaks the control protocol.
module org.sallyport.tor {
  requires static org.jspecify;
  requires org.sallyport.core;

  exports org.sallyport.tor;
}
