package org.sallyport.core.whonix;

/// A folder of settings, below `/etc` and again below `/usr/local/etc`.
public enum Folder {
  FIREWALL("whonix_firewall.d", ".conf"),
  TORRC("torrc.d", ".conf"),
  UWT("uwt.d", ".conf"),
  STACKED_TOR("anon-ws-disable-stacked-tor.d", ".conf"),
  ONION_GRATER("onion-grater-merger.d", ".yml");

  private final String folder;
  private final String suffix;

  Folder(String folder, String suffix) {
    this.folder = folder;
    this.suffix = suffix;
  }

  /// Its name.
  public String folder() {
    return folder;
  }

  /// How the names of its files end; others are not read.
  public String suffix() {
    return suffix;
  }
}
