/// A private Tor network, probes, demo and the tests that need the whole.
module org.sallyport.testbed {
  requires static org.jspecify;
  requires jdk.httpserver;
  requires org.sallyport.core;
  requires org.sallyport.tor;
  requires org.sallyport.dataplane;
  requires org.sallyport.linux;
  requires org.sallyport.api;
  requires org.sallyport.gateway;
  requires tools.jackson.databind;
}
