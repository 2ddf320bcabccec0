/// The command line. Unprivileged; sees the admin contract, and of `linux` only how to become
/// another program.
module org.sallyport.cli {
  requires static transitive org.jspecify;
  requires org.sallyport.core;
  requires org.sallyport.api;
  requires org.sallyport.linux;
  requires info.picocli;

  exports org.sallyport.cli;
}
