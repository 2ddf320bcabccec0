package org.sallyport.cli.proxy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A desktop with a proxy setting for all of its programs, and the SocksPort that Whonix's port
/// table keeps for it. Names are resolved by the port, and whatever program has no proxy setting
/// goes through the TransPort as before.
public enum Desktop {
  /// KDE's input and output library, KIO; its programs and Chromium under KDE read the same file.
  KDE(9122, Path.of(".config", "kioslaverc")),
  /// GSettings' `org.gnome.system.proxy`, in the key file that GLib keeps settings in where there
  /// is no D-Bus (`GSETTINGS_BACKEND=keyfile`, which every sandbox has).
  GNOME(9123, Path.of(".config", "glib-2.0", "settings", "keyfile"));

  private static final List<Setting> OF_KDE =
      List.of(
          set("Proxy Settings", "ProxyType", "1"), // by hand
          set("Proxy Settings", "ReversedException", "false"),
          set("Proxy Settings", "socksProxy", "socks://127.0.0.1 9122"),
          set("Proxy Settings", "httpProxy", ""),
          set("Proxy Settings", "httpsProxy", ""),
          set("Proxy Settings", "ftpProxy", ""));
  private static final List<Setting> OF_GNOME =
      List.of(
          set("system/proxy", "mode", "'manual'"),
          set("system/proxy/socks", "host", "'127.0.0.1'"),
          set("system/proxy/socks", "port", "9123"),
          set("system/proxy/http", "host", "''"),
          set("system/proxy/https", "host", "''"),
          set("system/proxy/ftp", "host", "''"));

  private final int port;
  private final Path file;

  /// A key and the value that it has when the setting is on.
  private record Setting(IniText.Key key, String value) {}

  Desktop(int port, Path file) {
    this.port = port;
    this.file = file;
  }

  private static Setting set(String group, String name, String value) {
    return new Setting(new IniText.Key(group, name), value);
  }

  /// The desktop that a user calls so.
  public static Optional<Desktop> of(String word) {
    return Stream.of(values()).filter(desktop -> desktop.word().equals(word)).findFirst();
  }

  /// What users call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The SocksPort.
  int port() {
    return port;
  }

  /// Where the setting stands, from the home on.
  Path file() {
    return file;
  }

  private List<Setting> settings() {
    return switch (this) {
      case KDE -> OF_KDE;
      case GNOME -> OF_GNOME;
    };
  }

  /// Whether a text has the setting.
  boolean isOn(IniText text) {
    return settings().stream().allMatch(setting -> isOn(setting, text));
  }

  /// The text with the setting.
  IniText on(IniText text) {
    IniText changed = text;
    for (Setting setting : settings()) {
      if (!isOn(setting, changed)) {
        changed = changed.with(setting.key(), setting.key().line(setting.value()));
      }
    }
    return changed;
  }

  /// What must be remembered before the setting is made.
  ///
  /// @param text the file
  /// @param remembered from an earlier time; empty if the setting was not made by us
  IniText before(IniText text, Optional<IniText> remembered) {
    IniText before = IniText.EMPTY;
    for (Setting setting : settings()) {
      IniText source = isOn(setting, text) ? remembered.orElse(text) : text;
      Optional<String> line = source.line(setting.key());
      if (line.isPresent()) {
        before = before.with(setting.key(), line.get());
      }
    }
    return before;
  }

  /// The text without the setting: what was remembered is there again. What somebody has changed
  /// since stays.
  IniText off(IniText text, IniText remembered) {
    IniText changed = text;
    for (Setting setting : settings()) {
      if (isOn(setting, changed)) {
        IniText now = changed;
        changed =
            remembered
                .line(setting.key())
                .map(line -> now.with(setting.key(), line))
                .orElseGet(() -> now.without(setting.key()));
      }
    }
    return changed;
  }

  private static boolean isOn(Setting setting, IniText text) {
    return text.value(setting.key()).filter(setting.value()::equals).isPresent();
  }
}
