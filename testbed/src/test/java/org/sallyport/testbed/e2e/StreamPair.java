package org.sallyport.testbed.e2e;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.testbed.e2e.FlagSet.Dimension;
import org.sallyport.testbed.e2e.Opener.Call;
import org.sallyport.testbed.e2e.Opener.Way;

/// Two streams that differ in nothing but what it names.
///
/// @param differs in what they differ
record StreamPair(String name, Leg first, Leg second, Set<Dimension> differs) {
  /// The listeners of a flag set that streams can come to.
  enum Listener {
    SOCKS(0),
    OTHER_SOCKS(1),
    HTTP(2),
    TRANS(3),
    DNS(4);

    private final int number;

    Listener(int number) {
      this.number = number;
    }

    /// Its place among the ports of one set.
    int number() {
      return number;
    }
  }

  /// One of the two.
  ///
  /// @param client which of two clients
  record Leg(int client, Listener listener, Call call) {
    private Leg from(int other) {
      return new Leg(other, listener, call);
    }

    private Leg at(Listener other) {
      return new Leg(client, other, call);
    }

    private Leg by(Way way) {
      return with(new Call(way, call.host(), call.port(), call.user(), call.password()));
    }

    private Leg to(String host, int port) {
      return with(new Call(call.way(), host, port, call.user(), call.password()));
    }

    private Leg as(String user, String password) {
      return with(new Call(call.way(), call.host(), call.port(), user, password));
    }

    private Leg with(Call other) {
      return new Leg(client, listener, other);
    }
  }

  private static final String WEB = "web.test";
  private static final String SAME_HOST = "www.web.test";
  private static final int HTTP_PORT = 80;
  private static final int ECHO_PORT = 7;

  private static final Leg SOCKS =
      new Leg(1, Listener.SOCKS, new Call(Way.SOCKS5, WEB, HTTP_PORT, "", ""));
  private static final Leg HTTP = SOCKS.at(Listener.HTTP).by(Way.HTTP);
  private static final Leg TRANS =
      SOCKS.at(Listener.TRANS).by(Way.TRANS).to("192.88.99.50", HTTP_PORT);
  private static final Leg DNS = SOCKS.at(Listener.DNS).by(Way.DNS).to(WEB, 0);

  private static StreamPair pair(String name, Leg first, Leg second, Dimension... differs) {
    return new StreamPair(name, first, second, Set.of(differs));
  }

  /// The pairs that every set of flags is tried with.
  static List<StreamPair> all() {
    return Stream.of(ofSocks(), ofOthers(), ofTwoKinds()).flatMap(List::stream).toList();
  }

  private static List<StreamPair> ofSocks() {
    var alice = SOCKS.as("alice", "1");
    return List.of(
        pair("SOCKS5 alike", SOCKS, SOCKS),
        pair("SOCKS5 alike, named", alice, alice),
        pair("another user", alice, SOCKS.as("bob", "1"), Dimension.CREDENTIALS),
        pair("another password", alice, SOCKS.as("alice", "2"), Dimension.CREDENTIALS),
        pair("named and not", alice, SOCKS, Dimension.CREDENTIALS),
        pair("another host", alice, alice.to("echo.test", HTTP_PORT), Dimension.ADDRESS),
        pair("another name", SOCKS, SOCKS.to(SAME_HOST, HTTP_PORT), Dimension.ADDRESS),
        pair("another spelling", SOCKS, SOCKS.to("WEB.test", HTTP_PORT)),
        pair("another port", alice, alice.to(WEB, ECHO_PORT), Dimension.PORT),
        pair("SOCKS4a alike", SOCKS.by(Way.SOCKS4), SOCKS.by(Way.SOCKS4)),
        pair("SOCKS4a and SOCKS5", SOCKS.by(Way.SOCKS4), SOCKS, Dimension.PROTOCOL),
        pair(
            "SOCKS4a user and the same of SOCKS5",
            SOCKS.by(Way.SOCKS4).as("alice", ""),
            SOCKS.as("alice", ""),
            Dimension.PROTOCOL),
        pair("a lookup and the stream", SOCKS.by(Way.RESOLVE).to(WEB, 0), SOCKS, Dimension.PORT),
        pair("two SocksPorts", SOCKS, SOCKS.at(Listener.OTHER_SOCKS), Dimension.LISTENER),
        pair("two clients", alice, alice.from(2), Dimension.CLIENT));
  }

  private static List<StreamPair> ofOthers() {
    var named = HTTP.as("tor", "1");
    return List.of(
        pair("HTTP alike", HTTP, HTTP),
        pair("HTTP alike, named", named, named),
        pair("another HTTP password", named, HTTP.as("tor", "2"), Dimension.CREDENTIALS),
        pair("another HTTP host", HTTP, HTTP.to("echo.test", HTTP_PORT), Dimension.ADDRESS),
        pair("another HTTP port", HTTP, HTTP.to(WEB, ECHO_PORT), Dimension.PORT),
        pair("transparent alike", TRANS, TRANS),
        pair("another address", TRANS, TRANS.to("198.51.100.7", HTTP_PORT), Dimension.ADDRESS),
        pair("another port of it", TRANS, TRANS.to("192.88.99.50", ECHO_PORT), Dimension.PORT),
        pair("two transparent clients", TRANS, TRANS.from(2), Dimension.CLIENT),
        pair("DNS alike", DNS, DNS),
        pair("another question", DNS, DNS.to(SAME_HOST, 0), Dimension.ADDRESS),
        pair("two DNS clients", DNS, DNS.from(2), Dimension.CLIENT));
  }

  private static List<StreamPair> ofTwoKinds() {
    return List.of(
        pair("SOCKS and HTTP", SOCKS, HTTP, Dimension.LISTENER, Dimension.PROTOCOL),
        pair(
            "SOCKS and transparent",
            SOCKS.to("192.88.99.50", HTTP_PORT),
            TRANS,
            Dimension.LISTENER,
            Dimension.PROTOCOL),
        pair("SOCKS and DNS", SOCKS, DNS, Dimension.LISTENER, Dimension.PROTOCOL, Dimension.PORT));
  }

  /// Whether they may share a circuit by tor's manual.
  boolean mayShare(FlagSet flags) {
    return differs.stream().noneMatch(flags.separates()::contains);
  }

  @Override
  public String toString() {
    return name;
  }
}
