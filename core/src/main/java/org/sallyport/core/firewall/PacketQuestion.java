package org.sallyport.core.firewall;

import java.net.InetAddress;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;

/// A packet that somebody asks about, as far as he said what it is: the gateway knows the rest.
///
/// Written as `[out USER] PROTOCOL [SOURCE[:PORT]] > DESTINATION[:PORT] [OPTION …]`, for example
/// `tcp 10.152.152.11 > 192.0.2.7:443` or `out tor tcp > [2001:db8::1]:443`. [PacketWords] reads
/// it.
///
/// @param way how it comes or goes
/// @param source its source; the unspecified address if it was not said
/// @param destination of the same family
/// @param payload what it carries
/// @param state how connection tracking sees it
/// @param fragment whether it is a fragment
public record PacketQuestion(
    Way way,
    InetAddress source,
    InetAddress destination,
    Payload payload,
    ConnectionState state,
    boolean fragment) {
  /// The longest text that is read.
  public static final int LONGEST_TEXT = 256;

  /// How a packet comes or goes. What was not said is "".
  public sealed interface Way {
    /// It arrives.
    ///
    /// @param from the interface
    /// @param mac the hardware address of its sender
    record In(String from, String mac) implements Way {}

    /// This machine sends it.
    ///
    /// @param user who owns the process: a name, or a number
    /// @param by the interface
    record Out(String user, String by) implements Way {}
  }

  /// What a text says.
  public sealed interface Reading {
    /// A packet.
    record Understood(PacketQuestion question) implements Reading {}

    /// Nothing that could be understood.
    ///
    /// @param why in words for who wrote it
    record Refused(String why) implements Reading {}
  }

  /// Reads a text; never fails.
  public static Reading read(String text) {
    return PacketWords.read(text);
  }

  /// The packet, with the rest of its way.
  public Packet by(Route route) {
    return new Packet(route, source, destination, payload, state, fragment);
  }
}
