package org.sallyport.testbed.network;

import java.util.regex.Pattern;

/// A tor of the private network, known before it starts: its identity key is made by us.
///
/// @param nickname 1 to 19 letters and digits (no underscore: tor refuses it)
/// @param role what it is for
/// @param address its IPv4 address on the namespace's `lo`, also its source address
/// @param fingerprint 40 upper-case hex digits, as in circuit paths (`$FINGERPRINT~nickname`)
public record NetworkNode(String nickname, NodeRole role, String address, String fingerprint) {
  private static final Pattern NICKNAME = Pattern.compile("[A-Za-z0-9]{1,19}");

  /// The port of every ORPort.
  public static final int OR_PORT = 9001;

  /// The authority's DirPort.
  static final int DIR_PORT = 9030;

  /// The bridge's obfs4 port.
  static final int OBFS4_PORT = 9443;

  /// Validates the nickname.
  public NetworkNode {
    if (!NICKNAME.matcher(nickname).matches()) {
      throw new IllegalArgumentException(
          "nickname: " + nickname + " (expected: 1 to 19 letters and digits)");
    }
  }

  /// Where its ORPort listens.
  String orAddress() {
    return address + ":" + OR_PORT;
  }
}
