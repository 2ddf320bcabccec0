package org.sallyport.dataplane.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.state.TorView;
import org.sallyport.dataplane.control.ControlReply.Last;
import org.sallyport.dataplane.control.ControlReply.More;

/// Decides about one command of the control protocol (control-spec): an allow-list. What is not
/// named here is `510 Command filtered`, in the words of Whonix's filter.
///
/// Laws: no reply says anything of an address, a circuit, a stream, or another application; nothing
/// changes but this application's identity. Whoever connects is the application itself, so any
/// `AUTHENTICATE` is taken.
///
/// @param tor what the application is shown
public record ControlCommands(TorView tor) {
  private static final ControlReply FILTERED = new More("510 Command filtered");
  private static final ControlReply OK = new More("250 OK");

  /// Events that may be asked for. None is ever delivered.
  private static final Set<String> EVENTS =
      Set.of(
          "CIRC",
          "CONF_CHANGED",
          "ERR",
          "EXTENDED",
          "NETWORK_LIVENESS",
          "NOTICE",
          "SIGNAL",
          "STATUS_CLIENT",
          "STATUS_GENERAL",
          "STATUS_SERVER",
          "STREAM",
          "WARN");

  /// The reply to a line without its end.
  public ControlReply reply(String line) {
    int space = line.indexOf(' ');
    String command = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    String arguments = space < 0 ? "" : line.substring(space + 1).strip();
    return switch (command) {
      case "PROTOCOLINFO" -> protocol();
      case "AUTHENTICATE", "TAKEOWNERSHIP", "RESETCONF" -> OK;
      case "QUIT" -> new Last("250 closing connection");
      case "GETINFO" -> information(arguments);
      case "GETCONF" -> configuration(arguments);
      case "SETEVENTS" -> events(arguments);
      case "SIGNAL" -> signal(arguments);
      default -> FILTERED;
    };
  }

  private ControlReply protocol() {
    return new More(
        "250-PROTOCOLINFO 1",
        "250-AUTH METHODS=NULL",
        "250-VERSION Tor=\"" + tor.version() + "\"",
        "250 OK");
  }

  private ControlReply information(String arguments) {
    List<String> lines = new ArrayList<>();
    for (String key : words(arguments)) {
      Optional<String> value = value(key);
      if (value.isEmpty()) {
        return FILTERED;
      }
      lines.add("250-" + key + "=" + value.get());
    }
    if (lines.isEmpty()) {
      return FILTERED;
    }
    lines.add("250 OK");
    return new More(lines);
  }

  private Optional<String> value(String key) {
    return switch (key) {
      case "version" -> Optional.of(tor.version());
      case "status/circuit-established" -> Optional.of(tor.isOpen() ? "1" : "0");
      case "net/listeners/socks" -> Optional.of("\"127.0.0.1:9150\"");
      case "status/bootstrap-phase" ->
          Optional.of(
              tor.isOpen()
                  ? "NOTICE BOOTSTRAP PROGRESS=100 TAG=done SUMMARY=\"Done\""
                  : "NOTICE BOOTSTRAP PROGRESS=0 TAG=starting SUMMARY=\"Starting\"");
      default -> Optional.empty();
    };
  }

  private static ControlReply configuration(String arguments) {
    return arguments.equalsIgnoreCase("__owningcontrollerprocess")
        ? new More("250 __OwningControllerProcess")
        : FILTERED;
  }

  private static ControlReply events(String arguments) {
    boolean harmless =
        words(arguments).stream()
            .map(word -> word.toUpperCase(Locale.ROOT))
            .allMatch(EVENTS::contains);
    return harmless ? OK : new More("552 Unrecognized event");
  }

  private ControlReply signal(String arguments) {
    if (!arguments.equalsIgnoreCase("NEWNYM")) {
      return FILTERED;
    }
    tor.renewIdentity();
    return OK;
  }

  private static List<String> words(String arguments) {
    return arguments.isEmpty() ? List.of() : List.of(arguments.split(" +", -1));
  }
}
