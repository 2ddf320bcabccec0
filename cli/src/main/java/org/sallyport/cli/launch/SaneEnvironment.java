package org.sallyport.cli.launch;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The variables of this environment that an application in a workstation may see: what a terminal
/// program needs to look right, and nothing that tells who or where the user is or leads out
/// (sockets, agents, proxies, displays, homes, the time zone). The gateway's sandbox filters again,
/// and keeps of `PATH` only what the application sees.
final class SaneEnvironment {
  private static final Set<String> NAMES =
      Set.of(
          "TERM",
          "COLORTERM",
          "NO_COLOR",
          "LANG",
          "LANGUAGE",
          "EDITOR",
          "VISUAL",
          "PAGER",
          "LS_COLORS",
          "PATH");
  private static final String LOCALE_PREFIX = "LC_";

  private SaneEnvironment() {}

  static Map<String, String> of(Map<String, String> environment) {
    var sane = new TreeMap<String, String>();
    environment.forEach((name, value) -> {
      if (NAMES.contains(name) || name.startsWith(LOCALE_PREFIX)) {
        sane.put(name, value);
      }
    });
    return sane;
  }
}
