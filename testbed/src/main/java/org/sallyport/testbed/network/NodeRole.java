package org.sallyport.testbed.network;

/// What a tor of the private network is for.
public enum NodeRole {
  /// The one directory authority; also a relay and a guard, never an exit.
  AUTHORITY,
  /// A relay that is no exit.
  MIDDLE,
  /// A relay with `ExitPolicy accept *:*`, seen by servers under its own address.
  EXIT,
  /// An unlisted relay, reached plainly or by obfs4.
  BRIDGE
}
