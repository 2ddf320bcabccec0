package org.sallyport.core.whonix;

import java.util.List;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.whonix.Finding.Outcome;

/// The interfaces of a gateway.
///
/// @param external the words of `EXT_IF`
/// @param internal the words of `INT_IF`
record Interfaces(List<String> external, List<String> internal) {
  Interfaces(String external, String internal) {
    this(
        namesOr(Said.words(external), GatewaySetting.EXT_IF),
        namesOr(Said.words(internal), GatewaySetting.INT_IF));
  }

  private static List<String> namesOr(List<String> words, GatewaySetting setting) {
    boolean names = !words.isEmpty() && words.stream().allMatch(Uplinks::isName);
    return names ? words.stream().distinct().toList() : Said.words(setting.usual());
  }

  /// Writes the uplinks, and the LAN of the first internal interface with its workstation. A
  /// Whonix-Gateway's rules know no DHCP: its addresses are written down.
  void write(Draft draft) {
    List<String> uplinks = external.stream().filter(name -> !internal.contains(name)).toList();
    if (!uplinks.isEmpty()) {
      draft.firewall().put("uplinks", new TomlValue.Texts(uplinks));
    }
    draft.firewall().put("dhcp", new TomlValue.Flag(false));
    var lan = new TomlTable("[[lan]]");
    lan.put("interface", new TomlValue.Text(internal.getFirst()));
    lan.put("unknown", new TomlValue.Text(Draft.WORKSTATION));
    draft.lan(lan);
    draft.workstation().put("ports", new TomlValue.Text("whonix"));
  }

  /// Says what became of `EXT_IF`.
  void reportExternal(Said said, Draft draft) {
    boolean taken = said.words().equals(external);
    if (!taken) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "expected names of interfaces");
    } else if (external.stream().anyMatch(internal::contains)) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "an internal interface never leads out");
    } else {
      draft.find(Outcome.TAKEN, said, "[firewall] uplinks");
    }
  }

  /// Says what became of `INT_IF`. The addresses of several interfaces stand in no file that is
  /// read, and must lie apart.
  void reportInternal(Said said, Draft draft) {
    if (!said.words().equals(internal)) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "expected names of interfaces");
    } else if (internal.size() > 1) {
      draft.find(
          Outcome.NOT_UNDERSTOOD,
          said,
          "a [[lan]] is written for the first; write one with its own addresses for each other");
    } else {
      draft.find(Outcome.TAKEN, said, "interface of the [[lan]]");
    }
  }
}
