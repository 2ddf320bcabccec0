/// The upstream: everything that speaks to tor. Alone starts tor and speaks the control protocol.
///
/// `control` is the control-port client, `torrc` the upstream's configuration as a value, `process`
/// the tor program and its process.
module org.sallyport.tor {
  requires static transitive org.jspecify;
  requires transitive org.sallyport.core;

  exports org.sallyport.tor.contact;
  exports org.sallyport.tor.control;
  exports org.sallyport.tor.ledger;
  exports org.sallyport.tor.process;
  exports org.sallyport.tor.torrc;
  exports org.sallyport.tor.upstream;
}
