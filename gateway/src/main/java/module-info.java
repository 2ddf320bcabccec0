/// The daemon: configuration, wiring, life cycle, admin server.
module org.sallyport.gateway {
  requires static transitive org.jspecify;
  requires transitive org.sallyport.core;
  requires org.sallyport.tor;
  requires org.sallyport.dataplane;
  requires org.sallyport.linux;
  requires transitive org.sallyport.api;
  requires org.tomlj;
  requires jdk.net;

  exports org.sallyport.gateway.config;
  exports org.sallyport.gateway.settings;
}
