package org.sallyport.core.lan;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.port.PortRange;

/// What the packets of the gateway's own machine may do, beside serving other machines: section
/// `[firewall]`. Whatever the defaults do not allow is named in it.
///
/// @param mode whether machines are served at all
/// @param uplinks the interfaces that lead out
/// @param incoming what may come in by them
/// @param outgoing what may go out by them, and who sends it
public record FirewallPolicy(Mode mode, Uplinks uplinks, Incoming incoming, Outgoing outgoing) {
  /// Nothing comes in, and nothing but tor goes out.
  public static final FirewallPolicy DEFAULTS =
      new FirewallPolicy(
          Mode.FULL,
          new Uplinks(List.of(), ""),
          new Incoming(List.of(), List.of(), Set.of(Message.TOO_BIG, Message.DHCP)),
          new Outgoing(TorDestinations.RELAYS, List.of(), List.of(), Set.of()));

  /// What the rules are there for now.
  public enum Mode {
    /// Machines are served.
    FULL,
    /// The clock is not right yet: no machine is served, and the gateway's own programs are not
    /// taken to Tor. tor itself goes out, for the clock is set by it.
    TIMESYNC_FAIL_CLOSED
  }

  /// The interfaces that lead out.
  ///
  /// @param names theirs; without any, every interface that no machines are on
  /// @param torInterface the only one that tor leaves by; "" if it may leave by each of them
  public record Uplinks(List<String> names, String torInterface) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,15}");

    public Uplinks {
      names = List.copyOf(names);
      if (!names.stream().allMatch(Uplinks::isName)
          || !(torInterface.isEmpty() || isName(torInterface))) {
        throw new IllegalArgumentException(
            "uplinks: %s, %s (expected: names of interfaces)".formatted(names, torInterface));
      }
    }

    /// Whether an interface other than loopback can have the name.
    public static boolean isName(String text) {
      return NAME.matcher(text).matches() && !text.equals("lo");
    }
  }

  /// What may come in by the uplinks, although nobody here has asked for it.
  ///
  /// @param tcp ports that may be connected to, ascending and apart
  /// @param udp ports that may be sent to, ascending and apart
  /// @param messages what else
  public record Incoming(List<PortRange> tcp, List<PortRange> udp, Set<Message> messages) {
    public Incoming {
      tcp = List.copyOf(tcp);
      udp = List.copyOf(udp);
      messages = Set.copyOf(messages);
    }

    /// Whether somebody outside may begin.
    public boolean isOpen() {
      return !tcp.isEmpty() || !udp.isEmpty() || messages.contains(Message.ECHO);
    }
  }

  /// Kinds of packets that are no connection of their own.
  public enum Message {
    /// Requests for an echo, which are answered.
    ECHO,
    /// What says that a packet of a connection was too big.
    TOO_BIG,
    /// Whatever else speaks of a connection.
    RELATED,
    /// What gives this machine its addresses, both ways.
    DHCP
  }

  /// What may go out by the uplinks.
  ///
  /// @param tor where tor may connect to
  /// @param clearnetUsers whose programs may go anywhere without Tor: names of users
  /// @param directNetworks where every program may go without Tor
  /// @param transparent what else of this machine's programs is taken to Tor
  public record Outgoing(
      TorDestinations tor,
      List<String> clearnetUsers,
      List<Network> directNetworks,
      Set<Transparent> transparent) {
    /// Names of users as adduser takes them.
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    public Outgoing {
      clearnetUsers = List.copyOf(clearnetUsers);
      directNetworks = List.copyOf(directNetworks);
      transparent = Set.copyOf(transparent);
    }

    /// Whether a user can have the name.
    public static boolean isUser(String text) {
      return USER.matcher(text).matches();
    }
  }

  /// Where tor may connect to.
  public enum TorDestinations {
    /// To the relays that it knows, and to the bridges that are configured.
    RELAYS,
    /// To any address.
    ANY
  }

  /// What of this machine's own programs is taken to Tor, although they know nothing of it.
  public enum Transparent {
    TCP,
    DNS
  }
}
