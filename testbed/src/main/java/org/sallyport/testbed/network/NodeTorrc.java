package org.sallyport.testbed.network;

import java.nio.file.Path;
import java.util.List;

/// The torrc of one node. Pure text: rendering it touches nothing.
///
/// `TestingV3AuthInitialVotingInterval 1800` is the hold: the authority collects descriptors and
/// does not vote until [NetworkStart] says so. The consensus then carries `V3AuthVotingInterval`
/// 3600 s × 24, so that it outlives any test, and it must be ≥ 300 s or clients without
/// `TestingTorNetwork` refuse it.
record NodeTorrc(NetworkNode node, Path directory, List<String> directoryLines, long ownerPid) {
  /// The whole file.
  String text() {
    return common()
        + switch (node.role()) {
          case AUTHORITY -> relay() + noExit() + authority();
          case MIDDLE -> relay() + noExit();
          case EXIT -> relay() + exit();
          case BRIDGE -> relay() + noExit() + bridge();
        };
  }

  private String common() {
    return """
    TestingTorNetwork 1
    Nickname %s
    DataDirectory %s
    PidFile %2$s/pid
    Log notice file %2$s/notice.log
    SafeLogging 0
    ShutdownWaitLength 0
    __OwningControllerProcess %d
    ControlPort unix:%2$s/control
    CookieAuthentication 0
    PathsNeededToBuildCircuits 0.67
    GeoIPFile %s
    GeoIPv6File %4$s
    %s
    """
        .formatted(
            node.nickname(),
            directory,
            ownerPid,
            shared("empty"),
            String.join("\n", directoryLines));
  }

  private String relay() {
    return """
    SocksPort unix:%s/socks
    MaxAdvertisedBandwidth 1 MBytes
    Address %s
    ORPort %2$s:%d
    OutboundBindAddressOR %2$s
    AssumeReachable 1
    NumCPUs 1
    RefuseUnknownExits 0
    ServerDNSResolvConfFile %s
    ServerDNSDetectHijacking 0
    ServerDNSTestAddresses
    ServerDNSAllowBrokenConfig 1
    ServerDNSAllowNonRFC953Hostnames 1
    Schedulers Vanilla
    """
        .formatted(directory, node.address(), NetworkNode.OR_PORT, shared("resolv.conf"));
  }

  private static String noExit() {
    return """
    ExitRelay 0
    ExitPolicy reject *:*
    """;
  }

  private String exit() {
    return """
    ExitRelay 1
    ExitPolicyRejectPrivate 0
    ExitPolicyRejectLocalInterfaces 0
    ExitPolicy accept *:*
    OutboundBindAddressExit %s
    """
        .formatted(node.address());
  }

  private String authority() {
    return """
    DirPort %s:%d
    AuthoritativeDirectory 1
    V3AuthoritativeDirectory 1
    ContactInfo auth@test.invalid
    TestingV3AuthInitialVotingInterval 1800
    TestingV3AuthInitialVoteDelay 2
    TestingV3AuthInitialDistDelay 2
    TestingV3AuthVotingStartOffset 0
    V3AuthVotingInterval 3600
    V3AuthVoteDelay 20
    V3AuthDistDelay 20
    V3AuthNIntervalsValid 24
    TestingDirAuthVoteGuard *
    TestingDirAuthVoteHSDir *
    TestingMinExitFlagThreshold 0
    TestingMinFastFlagThreshold 0
    AuthDirMaxServersPerAddr 0
    """
        .formatted(node.address(), NetworkNode.DIR_PORT);
  }

  private String bridge() {
    return """
    BridgeRelay 1
    PublishServerDescriptor 0
    BridgeRecordUsageByCountry 0
    ExtORPort auto
    ServerTransportPlugin obfs4 exec /usr/bin/obfs4proxy
    ServerTransportListenAddr obfs4 %s:%d
    """
        .formatted(node.address(), NetworkNode.OBFS4_PORT);
  }

  private Path shared(String name) {
    return directory.resolveSibling(name);
  }
}
