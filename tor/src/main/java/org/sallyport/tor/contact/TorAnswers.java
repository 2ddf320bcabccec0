package org.sallyport.tor.contact;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.tor.control.ControlConnection;
import org.sallyport.tor.control.Reply;

/// What a tor says of itself that its contacts follow from. The text form is scrubbed.
///
/// @param useBridges whether it connects to bridges only
/// @param bridges its `Bridge` lines
/// @param directories its `DirAuthority` and `FallbackDir` lines; none if it has those of its
///   program
/// @param networkStatus the relays of its consensus, "" if it has none
record TorAnswers(
    boolean useBridges, List<String> bridges, List<String> directories, String networkStatus) {
  TorAnswers {
    bridges = List.copyOf(bridges);
    directories = List.copyOf(directories);
  }

  static TorAnswers of(ControlConnection control) {
    return new TorAnswers(
        values(control, "UseBridges").equals(List.of("1")),
        values(control, "Bridge"),
        Stream.of("DirAuthority", "FallbackDir")
            .flatMap(option -> values(control, option).stream())
            .toList(),
        control.getInfo("ns/all"));
  }

  /// The values of an option; a line without `=` says that it has none of its own.
  private static List<String> values(ControlConnection control, String option) {
    return control.command("GETCONF", List.of(option)).lines().stream()
        .map(Reply.Line::text)
        .filter(text -> text.regionMatches(true, 0, option + "=", 0, option.length() + 1))
        .map(text -> text.substring(option.length() + 1))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toUnmodifiableList());
  }

  @Override
  public String toString() {
    return "TorAnswers[scrubbed]";
  }
}
