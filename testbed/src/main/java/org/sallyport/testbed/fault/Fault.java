package org.sallyport.testbed.fault;

/// A kind of fault. A cause has a beginning and an end; what happens at once has both in one.
public enum Fault {
  GATEWAY_KILLED("gateway: kill -9", Lasting.NO),
  GATEWAY_STOPPED("gateway: SIGSTOP, SIGCONT", Lasting.YES),
  TOR_KILLED("tor: kill -9", Lasting.NO),
  TOR_STOPPED("tor: SIGSTOP, SIGCONT", Lasting.YES),
  TOR_RELOADED("tor: reload in the middle of many streams", Lasting.NO),
  LAUNCHER_KILLED("launcher: kill -9", Lasting.NO),
  LAUNCHER_STOPPED("launcher: SIGSTOP, SIGCONT", Lasting.YES),
  RELAY_KILLED("relay: kill -9, started again", Lasting.YES),
  RELAY_STOPPED("relay: SIGSTOP, SIGCONT", Lasting.YES),
  CONTROL_CUT("tor's control connection is cut", Lasting.NO),
  SOCKS_UNLINKED("tor's SocksPort is unlinked", Lasting.NO),
  RULES_FLUSHED("the application's packet rules are flushed", Lasting.NO),
  HOST_RULES_FLUSHED("the host's packet rules are flushed", Lasting.NO),
  DISK_FULL("the disk is full", Lasting.YES),
  DESCRIPTORS_GONE("gateway: no file descriptor left", Lasting.YES),
  MEMORY_GONE("gateway: no memory left", Lasting.YES),
  TOR_MEMORY_GONE("tor: no memory left", Lasting.YES),
  CLOCK_AHEAD("the clock jumps a day ahead, and back", Lasting.YES),
  CLOCK_BEHIND("the clock jumps a day back, and ahead", Lasting.YES),
  NETWORK_DOWN("the network is down", Lasting.YES),
  WORLD_PAUSED("everything is paused, as by a suspend", Lasting.YES);

  private final String words;
  private final Lasting lasting;

  /// Whether the cause stays for a while.
  private enum Lasting {
    YES,
    NO
  }

  Fault(String words, Lasting lasting) {
    this.words = words;
    this.lasting = lasting;
  }

  /// What happens.
  public String words() {
    return words;
  }

  /// Whether the cause stays for a while.
  public boolean lasts() {
    return lasting == Lasting.YES;
  }
}
