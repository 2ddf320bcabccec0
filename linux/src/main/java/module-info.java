/// The kernel: namespaces, links, packet rules, sandbox command lines, and how to become another
/// program. Alone uses foreign functions (start the JVM with `--enable-native-access`) and alone
/// knows `nft`, `bwrap`, `nsenter`.
///
/// In the order of a launch: [org.sallyport.linux.prerequisite] says whether this machine can do
/// it, [org.sallyport.linux.namespace] makes the namespace, [org.sallyport.linux.link] puts it
/// online with itself, [org.sallyport.linux.nft] leaves the gateway's ports as the only
/// destinations, [org.sallyport.linux.sandbox] writes the command line of the application, and
/// [org.sallyport.linux.exec] becomes it. [org.sallyport.linux.confinement] takes rights away from
/// the gateway's own tor. [org.sallyport.linux.capture] serves tests: every frame that arrives at
/// an interface.
module org.sallyport.linux {
  requires static org.jspecify;
  requires transitive org.sallyport.core;

  exports org.sallyport.linux.attribution;
  exports org.sallyport.linux.capture;
  exports org.sallyport.linux.confinement;
  exports org.sallyport.linux.exec;
  exports org.sallyport.linux.link;
  exports org.sallyport.linux.namespace;
  exports org.sallyport.linux.nft;
  exports org.sallyport.linux.prerequisite;
  exports org.sallyport.linux.sandbox;
  exports org.sallyport.linux.seccomp;
}
