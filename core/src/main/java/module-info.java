/// Values, laws and decisions of the gateway: workstations, applications, isolation keys, ports,
/// admission, states. Pure: no input or output, threads, clocks, randomness or logging.
module org.sallyport.core {
  requires static org.jspecify;

  exports org.sallyport.core;
}
