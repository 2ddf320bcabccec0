/// The kernel: namespaces, packet rules, sandbox command lines, system calls. Alone uses FFM and
/// runs `ip`, `nft` and `bwrap`.
module org.sallyport.linux {
  requires static org.jspecify;
  requires org.sallyport.core;

  exports org.sallyport.linux;
}
