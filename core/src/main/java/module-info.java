/// Values, laws and decisions of the gateway: workstations, applications, isolation keys, ports,
/// admission, states. Pure: no input or output, threads, clocks, randomness or logging.
module org.sallyport.core {
  requires static transitive org.jspecify;

  exports org.sallyport.core.admission;
  exports org.sallyport.core.attribution;
  exports org.sallyport.core.error;
  exports org.sallyport.core.firewall;
  exports org.sallyport.core.isolation;
  exports org.sallyport.core.lan;
  exports org.sallyport.core.place;
  exports org.sallyport.core.policy;
  exports org.sallyport.core.port;
  exports org.sallyport.core.secret;
  exports org.sallyport.core.state;
  exports org.sallyport.core.stream;
  exports org.sallyport.core.whonix;
  exports org.sallyport.core.workstation;
}
