package org.sallyport.core.firewall;

/// Where in a packet's way a chain stands (`NF_INET_*`), and how early there.
public enum Hook {
  /// Everything that arrives, before fragments are put together and connections are known.
  ARRIVAL("filter", "prerouting", -450),
  /// Everything that arrives, when its connection is known.
  MEASURE("filter", "prerouting", -150),
  /// The first packet of each connection that arrives; before the redirections of others.
  REDIRECTION("nat", "prerouting", -110),
  /// What is for this machine.
  INPUT("filter", "input", 0),
  /// What is for other machines.
  FORWARD("filter", "forward", 0),
  /// The first packet of each connection that this machine opens.
  OWN_REDIRECTION("nat", "output", -100),
  /// What this machine sends.
  OUTPUT("filter", "output", 0);

  private final String type;
  private final String hook;
  private final int priority;

  Hook(String type, String hook, int priority) {
    this.type = type;
    this.hook = hook;
    this.priority = priority;
  }

  /// The kernel's type of chain: `filter` or `nat`.
  public String type() {
    return type;
  }

  /// The kernel's name of the place.
  public String hook() {
    return hook;
  }

  /// Lower comes earlier.
  public int priority() {
    return priority;
  }
}
