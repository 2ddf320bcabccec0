package org.sallyport.tor.torrc;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sallyport.core.secret.Sensitive;

/// The bridges to use instead of public guards, and the programs that speak their transports.
///
/// Bridge lines are as bridge operators hand them out, without the word `Bridge`. They are secret.
public record Bridges(List<Sensitive<String>> lines, List<TransportPlugin> plugins) {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}");
  private static final Pattern TRANSPORT = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /// No bridges: tor uses public guards.
  public static final Bridges NONE = new Bridges(List.of(), List.of());

  public Bridges {
    lines = List.copyOf(lines);
    plugins = List.copyOf(plugins);
    for (Sensitive<String> line : lines) {
      check(line.reveal());
    }
  }

  private static void check(String line) {
    TorrcText.line("bridge", line);
    String[] words = line.split(" ", -1);
    boolean plain = ADDRESS.matcher(words[0]).matches();
    boolean transported =
        words.length > 1
            && TRANSPORT.matcher(words[0]).matches()
            && ADDRESS.matcher(words[1]).matches();
    if (!plain && !transported) {
      throw new IllegalArgumentException(
          "bridge: [scrubbed] (expected: [transport] address:port [fingerprint] [key=value …])");
    }
  }

  /// The transports that the bridge lines need, in alphabetical order.
  public List<String> transports() {
    var transports = new TreeSet<String>();
    for (Sensitive<String> line : lines) {
      String first = line.reveal().split(" ", 2)[0];
      if (!ADDRESS.matcher(first).matches()) {
        transports.add(first);
      }
    }
    return List.copyOf(transports);
  }

  List<String> text() {
    var text = new ArrayList<String>();
    if (lines.isEmpty()) {
      return text;
    }
    text.add("UseBridges 1");
    plugins.forEach(plugin -> text.add(plugin.text()));
    lines.forEach(line -> text.add("Bridge " + line.reveal()));
    return text;
  }
}
