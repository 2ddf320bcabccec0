/// The daemon: configuration, wiring, life cycle, admin server.
module org.sallyport.gateway {
  requires static transitive org.jspecify;
  requires transitive org.sallyport.api;
  requires transitive org.sallyport.core;
  requires org.sallyport.dataplane;
  requires org.sallyport.linux;
  requires org.sallyport.tor;
  requires jdk.net;
  requires org.tomlj;

  exports org.sallyport.gateway;
  exports org.sallyport.gateway.config;
  exports org.sallyport.gateway.settings;
}
