package org.sallyport.tor.torrc;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// One unix SocksPort of the upstream: the name of its socket in the run folder, and its flags.
public record SocksListener(String name, Set<SocksFlag> flags) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,15}");

  /// The listener that every upstream has.
  public static final SocksListener DEFAULT = new SocksListener("socks", Set.of());

  public SocksListener {
    flags = Set.copyOf(flags);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "SocksPort name: %s (expected: a-z, 0-9, -)".formatted(name));
    }
  }

  /// The flags in torrc spelling and a fixed order, each with a blank before it.
  String flagText() {
    var text = new StringBuilder(" IsolateSOCKSAuth");
    for (SocksFlag flag : new TreeSet<>(flags)) {
      text.append(' ').append(flag.text());
    }
    return text.toString();
  }
}
