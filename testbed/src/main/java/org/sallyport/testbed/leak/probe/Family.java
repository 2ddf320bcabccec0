package org.sallyport.testbed.leak.probe;

/// What probes have in common: a row of the printed matrix.
public enum Family {
  SILENCE("no probe"),
  TCP("TCP"),
  KEPT("kept connections"),
  UDP("UDP"),
  GROUPS("multi-, broadcast"),
  DNS("DNS"),
  ICMP("ICMP"),
  RAW("raw packets"),
  TRANSPORTS("other transports"),
  OUTSIDE("from outside"),
  OTHERS("other programs"),
  CALLS("by other calls"),
  SPOOFED("as somebody else"),
  GATEWAY("gateway's ports"),
  SOCKETS("foreign sockets"),
  PROCESSES("processes"),
  FILES("files, devices"),
  KERNEL("kernel, rules");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  /// As the matrix calls it.
  public String title() {
    return title;
  }
}
