package org.sallyport.core.firewall;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.PacketQuestion.Reading;
import org.sallyport.core.firewall.PacketQuestion.Way;
import org.sallyport.core.stream.Host;

/// Reads the words of a [PacketQuestion]. Confined to its caller.
final class PacketWords {
  private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z0-9_.-]{1,15}");
  private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}|[0-9]{1,10}");
  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(.*))?");
  private static final Set<String> OPTIONS =
      Set.of("in", "by", "from", "state", "flags", "type", "code");
  private static final int LAST_PORT = 65_535;
  private static final int LAST_BYTE = 255;
  private static final int ECHO_V4 = 8;
  private static final int ECHO_V6 = 128;

  private final Deque<String> words;
  private final Map<String, String> options = new HashMap<>();

  private PacketWords(List<String> words) {
    this.words = new ArrayDeque<>(words);
  }

  /// Why a text was not understood: for [#read] only.
  private static final class Misunderstanding extends Exception {
    private static final long serialVersionUID = 1;

    Misunderstanding(String why) {
      super(why, null, false, false);
    }
  }

  /// A host and what stands behind its colon, "" if nothing does.
  private record Side(InetAddress address, String port) {}

  static Reading read(String text) {
    if (text.length() > PacketQuestion.LONGEST_TEXT) {
      return new Reading.Refused("it has more than " + PacketQuestion.LONGEST_TEXT + " characters");
    }
    var words = List.of(text.replace(">", " > ").strip().split("\\s+"));
    try {
      return new Reading.Understood(new PacketWords(words).question());
    } catch (Misunderstanding e) {
      return new Reading.Refused(String.valueOf(e.getMessage()));
    }
  }

  private PacketQuestion question() throws Misunderstanding {
    boolean leaves = "out".equals(words.peek());
    String user = leaves ? user() : "";
    String protocol = next("a protocol: tcp, udp, icmp or a number");
    Side source = ">".equals(words.peek()) ? null : side(next("a source"));
    if (!next(">").equals(">")) {
      throw new Misunderstanding("there is no > between source and destination");
    }
    Side destination = side(next("a destination"));
    if (source == null && !leaves) {
      throw new Misunderstanding("it has no source; what this machine sends begins with: out USER");
    }
    boolean fragment = options();
    var from = source == null ? unspecified(destination.address()) : source.address();
    requireSameFamily(from, destination.address());
    return new PacketQuestion(
        leaves ? out(user) : in(),
        from,
        destination.address(),
        payload(protocol, source == null ? "" : source.port(), destination),
        state(),
        fragment);
  }

  private String user() throws Misunderstanding {
    words.remove();
    return checked(USER, next("a user"), "a user's name or number");
  }

  private String next(String what) throws Misunderstanding {
    String word = words.poll();
    if (word == null || word.isEmpty()) {
      throw new Misunderstanding("it ends where there should be " + what);
    }
    return word;
  }

  private static String checked(Pattern pattern, String word, String what) throws Misunderstanding {
    if (!pattern.matcher(word).matches()) {
      throw new Misunderstanding(word + " is not " + what);
    }
    return word;
  }

  private static Side side(String word) throws Misunderstanding {
    var bracketed = BRACKETED.matcher(word);
    if (bracketed.matches()) {
      String port = Optional.ofNullable(bracketed.group(2)).orElse("");
      return new Side(address(bracketed.group(1)), port);
    }
    int colon = word.indexOf(':');
    boolean withPort = colon >= 0 && colon == word.lastIndexOf(':');
    return withPort
        ? new Side(address(word.substring(0, colon)), word.substring(colon + 1))
        : new Side(address(word), "");
  }

  private static InetAddress address(String text) throws Misunderstanding {
    return Host.literal(text)
        .orElseThrow(() ->
            new Misunderstanding(
                text + " is not an address (IPv6 with a port is written [2001:db8::1]:443)"));
  }

  private static InetAddress unspecified(InetAddress other) {
    return InetAddress.ofLiteral(Family.IPV4.has(other) ? "0.0.0.0" : "::");
  }

  private static void requireSameFamily(InetAddress one, InetAddress other)
      throws Misunderstanding {
    if (Family.IPV4.has(one) != Family.IPV4.has(other)) {
      throw new Misunderstanding("source and destination are not both IPv4 or both IPv6");
    }
  }

  /// Takes the options; tells whether it is a fragment.
  private boolean options() throws Misunderstanding {
    boolean fragment = false;
    while (!words.isEmpty()) {
      String option = words.remove();
      if (option.equals("fragment")) {
        fragment = true;
      } else if (!OPTIONS.contains(option)) {
        throw new Misunderstanding(
            option + " is not an option (they are fragment, " + sorted(OPTIONS) + ")");
      } else if (options.put(option, next("a value of " + option)) != null) {
        throw new Misunderstanding(option + " is said twice");
      }
    }
    return fragment;
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }

  private String taken(String option) {
    return Optional.ofNullable(options.remove(option)).orElse("");
  }

  private Way in() throws Misunderstanding {
    String from = taken("in");
    String mac = taken("from").toLowerCase(Locale.ROOT);
    refuse("by", "what arrives comes `in` an interface");
    return new Way.In(
        from.isEmpty() ? "" : checked(INTERFACE, from, "an interface"),
        mac.isEmpty() ? "" : checked(MAC, mac, "a hardware address such as 52:54:00:00:00:11"));
  }

  private Way out(String user) throws Misunderstanding {
    String by = taken("by");
    refuse("in", "what this machine sends goes `by` an interface");
    refuse("from", "what this machine sends has no sender's hardware address");
    return new Way.Out(user, by.isEmpty() ? "" : checked(INTERFACE, by, "an interface"));
  }

  private void refuse(String option, String why) throws Misunderstanding {
    if (options.containsKey(option)) {
      throw new Misunderstanding(option + " does not fit: " + why);
    }
  }

  /// What the packet's own options are is known by now: whatever is left does not belong to it.
  private ConnectionState state() throws Misunderstanding {
    String state = taken("state");
    if (!options.isEmpty()) {
      throw new Misunderstanding(
          sorted(options.keySet()) + " does not fit a packet of this protocol");
    }
    if (state.isEmpty()) {
      return ConnectionState.NEW;
    }
    for (ConnectionState known : ConnectionState.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(state)) {
        return known;
      }
    }
    throw new Misunderstanding(state + " is not new, established, related or invalid");
  }

  private Payload payload(String protocol, String sourcePort, Side to) throws Misunderstanding {
    return switch (protocol) {
      case "tcp" -> {
        int _ = sourcePort(sourcePort);
        yield new Payload.Tcp(number(to.port(), LAST_PORT, "port"), flags());
      }
      case "udp" -> new Payload.Udp(sourcePort(sourcePort), number(to.port(), LAST_PORT, "port"));
      case "icmp" -> {
        requireNoPort(sourcePort + to.port());
        int echo = Family.IPV4.has(to.address()) ? ECHO_V4 : ECHO_V6;
        yield new Payload.Icmp(option("type", echo), option("code", 0));
      }
      default -> {
        requireNoPort(sourcePort + to.port());
        yield new Payload.Other(number(protocol, LAST_BYTE, "protocol"));
      }
    };
  }

  private static void requireNoPort(String ports) throws Misunderstanding {
    if (!ports.isEmpty()) {
      throw new Misunderstanding("only tcp and udp have ports");
    }
  }

  private int option(String name, int otherwise) throws Misunderstanding {
    String value = taken(name);
    return value.isEmpty() ? otherwise : number(value, LAST_BYTE, name);
  }

  /// One that no program has by chance, unless another was said.
  private static int sourcePort(String port) throws Misunderstanding {
    return port.isEmpty() ? LAST_PORT : number(port, LAST_PORT, "source port");
  }

  private Set<TcpFlag> flags() throws Misunderstanding {
    String text = taken("flags").toUpperCase(Locale.ROOT);
    if (text.isEmpty()) {
      return EnumSet.of(TcpFlag.SYN);
    }
    var flags = EnumSet.noneOf(TcpFlag.class);
    for (String name : text.equals("NONE") ? new String[0] : text.split(",", -1)) {
      try {
        flags.add(TcpFlag.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw new Misunderstanding(name + " is not fin, syn, rst, psh, ack or urg");
      }
    }
    return flags;
  }

  private static int number(String text, int last, String what) throws Misunderstanding {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > last) {
      throw new Misunderstanding(
          (text.isEmpty() ? "nothing" : text) + " is not a " + what + " (0 to " + last + ")");
    }
    return Integer.parseInt(text);
  }
}
