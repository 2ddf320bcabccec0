package org.sallyport.cli.wrap;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The commands that Whonix isolates on their own, by a wrapper (`uwt`) or by a setting, with the
/// SocksPort that its port table keeps for each. Source: `debian/uwt.displace` and
/// `tor-service-defaults-torrc.anondist.base`.
///
/// @param name the command
/// @param port the port that the table keeps for it; null if it keeps none
record Seed(String name, @Nullable Integer port) {
  private static final int APT = 9104;
  private static final int YUM = 9125;
  private static final int GPG = 9105;

  /// All of them, sorted.
  static final List<Seed> ALL =
      List.of(
          new Seed("apt", APT),
          new Seed("apt-file", APT),
          new Seed("apt-get", APT),
          new Seed("aptitude-curses", 9124),
          new Seed("curl", 9117),
          new Seed("dnf-3", YUM),
          new Seed("git", 9107),
          new Seed("gpg", GPG),
          new Seed("gpg2", GPG),
          new Seed("hexchat", 9101),
          new Seed("mixmaster-update", null),
          new Seed("onionshare", null),
          new Seed("onionshare-gui", null),
          new Seed("rawdog", 9118),
          new Seed("ricochet", null),
          new Seed("ssh", 9106),
          new Seed("thunderbird", 9102),
          new Seed("wget", 9109),
          new Seed("wormhole", null),
          new Seed("yum", YUM),
          new Seed("yumdownloader", YUM));

  /// The row of a command.
  static Optional<Seed> of(String name) {
    return ALL.stream().filter(seed -> seed.name().equals(name)).findFirst();
  }
}
