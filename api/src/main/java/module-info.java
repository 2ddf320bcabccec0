/// The admin contract: what the gateway can be asked over its unix socket, what it answers, the
/// JSON of both, where the socket is, and the client. The server is the gateway's own.
module org.sallyport.api {
  requires static transitive org.jspecify;
  requires transitive org.sallyport.core;
  requires com.fasterxml.jackson.annotation;
  requires tools.jackson.databind;

  exports org.sallyport.api;
  exports org.sallyport.api.client;
  exports org.sallyport.api.location;
  exports org.sallyport.api.machine;
  exports org.sallyport.api.proxy;
  exports org.sallyport.api.whonix;
  exports org.sallyport.api.wire;
  exports org.sallyport.api.wrap;

  opens org.sallyport.api to
      tools.jackson.databind;
  opens org.sallyport.api.machine to
      tools.jackson.databind;
  opens org.sallyport.api.proxy to
      tools.jackson.databind;
  opens org.sallyport.api.whonix to
      tools.jackson.databind;
  opens org.sallyport.api.wrap to
      tools.jackson.databind;
}
