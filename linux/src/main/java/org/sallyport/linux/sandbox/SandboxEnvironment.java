package org.sallyport.linux.sandbox;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.core.workstation.WorkstationName;

/// The environment variables of an application: an allow-list of the user's, and ours.
///
/// Proxy settings, agents, display, D-Bus, `LD_*`, tokens and everything else of the user's session
/// stay outside. `TZ` is UTC, because a time zone is a place. The `TOR_*` variables tell software
/// that would start its own tor, Tor Browser first of all, to use the gateway's ports. Settings of
/// GNOME's programs are kept in a file, because the usual place for them needs D-Bus to be changed.
public final class SandboxEnvironment {
  private static final Set<String> KEPT =
      Set.of(
          "COLORTERM",
          "EDITOR",
          "LANG",
          "LANGUAGE",
          "LS_COLORS",
          "NO_COLOR",
          "PAGER",
          "TERM",
          "VISUAL");
  private static final String KEPT_PREFIX = "LC_";

  private static final List<String> USUAL_PATH =
      List.of(
          "/usr/local/sbin",
          "/usr/local/bin",
          "/usr/sbin",
          "/usr/bin",
          "/sbin",
          "/bin",
          "/usr/local/games",
          "/usr/games");

  private SandboxEnvironment() {}

  /// The variables for an application of the workstation.
  ///
  /// @param callers the user's own variables
  public static Map<String, String> of(
      Map<String, String> callers, SandboxSpec sandbox, WorkstationName workstation) {
    SandboxUser user = sandbox.user();
    Map<String, String> result = new TreeMap<>();
    callers.forEach((name, value) -> {
      if (KEPT.contains(name) || name.startsWith(KEPT_PREFIX)) {
        result.put(name, value);
      }
    });
    result.put("HOME", user.home().toString());
    result.put("USER", user.name());
    result.put("LOGNAME", user.name());
    result.put("SHELL", "/bin/bash");
    result.put("PATH", path(callers.getOrDefault("PATH", ""), sandbox));
    result.put("TZ", "UTC");
    result.put("GSETTINGS_BACKEND", "keyfile");
    result.put("XDG_RUNTIME_DIR", Bubblewrap.runtimeDirectory(user));
    result.putAll(ofEverySandbox(workstation));
    return Collections.unmodifiableMap(result);
  }

  /// The variables that applications and wrapped commands alike get: where they are, and where
  /// tor's ports are.
  public static Map<String, String> ofEverySandbox(WorkstationName workstation) {
    Map<String, String> result = new TreeMap<>(ports());
    result.put("SALLYPORT_WORKSTATION", workstation.text());
    return result;
  }

  private static Map<String, String> ports() {
    return Map.of(
        "TOR_SOCKS_IPC_PATH", TorPlaces.socket(9150),
        "TOR_CONTROL_IPC_PATH", TorPlaces.socket(9151),
        "TOR_USE_LEGACY_LAUNCHER", "1",
        "TOR_SOCKS_HOST", "127.0.0.1",
        "TOR_SOCKS_PORT", "9150",
        "TOR_CONTROL_HOST", "127.0.0.1",
        "TOR_CONTROL_PORT", "9151",
        "TOR_SKIP_LAUNCH", "1",
        "TOR_SKIP_CONTROLPORTTEST", "1",
        "TOR_NO_DISPLAY_NETWORK_SETTINGS", "1");
  }

  /// The user's search path as far as the application sees it, then the usual one.
  private static String path(String callers, SandboxSpec sandbox) {
    Set<String> entries = new LinkedHashSet<>();
    for (String entry : callers.split(":", -1)) {
      if (entry.startsWith("/") && isShown(entry, sandbox)) {
        entries.add(entry);
      }
    }
    entries.addAll(USUAL_PATH);
    return entries.stream().collect(Collectors.joining(":"));
  }

  private static boolean isShown(String entry, SandboxSpec sandbox) {
    try {
      return sandbox.shows(Path.of(entry));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
