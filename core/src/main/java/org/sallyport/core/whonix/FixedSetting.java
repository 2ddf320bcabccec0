package org.sallyport.core.whonix;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.core.whonix.Finding.Outcome;

/// The settings of whonix_firewall on a gateway that are what they are here: numbers of ports that
/// nobody sees, addresses that `[[lan]]` has, names of users.
public enum FixedSetting {
  CONTROL_PORT_FILTER_PROXY_PORT("9051", Reason.NUMBER),
  TRANS_PORT_WORKSTATION("9040", Reason.NUMBER),
  DNS_PORT_WORKSTATION("5300", Reason.NUMBER),
  TRANS_PORT_GATEWAY("9041", Reason.NUMBER),
  DNS_PORT_GATEWAY("5400", Reason.NUMBER),
  WORKSTATION_DEST_SOCKSIFIED("10.152.152.10", Reason.ADDRESS),
  WORKSTATION_DEST_SOCKSIFIED_IPV6("fd19:c33d:88bc::10", Reason.ADDRESS),
  CLEARNET_USER("clearnet", Reason.USER),
  TUNNEL_USER("tunnel", Reason.USER),
  NOTUNNEL_USER("notunnel", Reason.USER),
  TOR_USER("debian-tor", Reason.USER),
  SDWDATE_USER("sdwdate", Reason.USER),
  SYSTEMCHECK_USER("systemcheck", Reason.USER),
  UPDATESPROXYCHECK_USER("updatesproxycheck", Reason.USER),
  USER_USER("user", Reason.USER),
  ROOT_USER("root", Reason.USER);

  private final String usual;
  private final Reason reason;

  FixedSetting(String usual, Reason reason) {
    this.usual = usual;
    this.reason = reason;
  }

  /// What it is when no file says anything.
  public String usual() {
    return usual;
  }

  static Optional<FixedSetting> of(String name) {
    return Arrays.stream(values()).filter(setting -> setting.name().equals(name)).findFirst();
  }

  /// What the firewall's script has assigned when it reads the files: the numbers of users, who are
  /// called by their names here.
  static Map<String, String> users() {
    return Arrays.stream(values())
        .filter(setting -> setting.reason == Reason.USER)
        .collect(Collectors.toUnmodifiableMap(FixedSetting::name, FixedSetting::usual));
  }

  /// Says what becomes of it.
  void report(Said said, Draft draft) {
    if (said.value().equals(usual)) {
      draft.find(Outcome.ALREADY, said, "the same here by default");
    } else {
      draft.find(reason.outcome, said, reason.text);
    }
  }

  /// Why it cannot be another.
  private enum Reason {
    NUMBER(Outcome.NOT_UNDERSTOOD, "this number cannot be another one here"),
    ADDRESS(
        Outcome.NOT_UNDERSTOOD, "write it with its prefix length into addresses of the [[lan]]"),
    USER(
        Outcome.MEANINGLESS,
        "no user may go out by its name; only tor's, and [firewall] clearnet-users");

    private final Outcome outcome;
    private final String text;

    Reason(Outcome outcome, String text) {
      this.outcome = outcome;
      this.text = text;
    }
  }
}
