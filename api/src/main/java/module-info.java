/// The admin contract: records, their JSON, and the client on a unix socket.
module org.sallyport.api {
  requires static org.jspecify;
  requires org.sallyport.core;
  requires tools.jackson.databind;

  exports org.sallyport.api;
}
