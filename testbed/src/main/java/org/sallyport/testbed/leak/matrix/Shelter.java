package org.sallyport.testbed.leak.matrix;

/// What a program runs under while it is probed: a column of the comparison.
public enum Shelter {
  /// Nothing: any program of an ordinary user.
  BARE("bare host", "an ordinary program, nothing around it"),
  /// Ours.
  WORKSTATION("workstation", "`sallyport run`"),
  /// The usual wrapper, in the C library's place.
  TORSOCKS("torsocks", "`torsocks PROGRAM`, Debian's configuration"),
  /// The other one.
  PROXYCHAINS("proxychains", "`proxychains4 PROGRAM`, Debian's configuration"),
  /// Packet rules for the whole machine.
  REDIRECT(
      "redirect",
      "packet rules that redirect to a TransPort and DNSPort, as kali-anonsurf's script sets them"),
  /// A namespace without any network.
  NO_NETWORK("empty netns", "`bwrap --dev-bind / / --unshare-net PROGRAM`: no network at all");

  private final String title;
  private final String words;

  Shelter(String title, String words) {
    this.title = title;
    this.words = words;
  }

  /// As the comparison calls it.
  public String title() {
    return title;
  }

  /// What it is.
  public String words() {
    return words;
  }
}
