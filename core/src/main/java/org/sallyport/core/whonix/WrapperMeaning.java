package org.sallyport.core.whonix;

import java.util.regex.Pattern;
import org.sallyport.core.shell.Settings;
import org.sallyport.core.whonix.Finding.Outcome;

/// What the settings of uwt and of anon-ws-disable-stacked-tor mean here.
final class WrapperMeaning {
  private static final Pattern PROGRAM = Pattern.compile("/[A-Za-z0-9_./+-]{1,200}");
  private static final Pattern ELEMENT = Pattern.compile("([a-z_]+)\\[(.*)]");
  private static final Pattern TUPLE =
      Pattern.compile("(?:port6?#|file6?#|)(\\d{1,5}|/[^#:\\s]+)[:#](\\d{1,5})");

  private WrapperMeaning() {}

  /// Writes what uwt's settings mean: which commands to wrap.
  static void ofUwt(Settings settings, Draft draft) {
    settings.variables().keySet().stream()
        .sorted()
        .map(name -> Said.of(name, settings.variable(name).orElseThrow()))
        .forEach(said -> uwt(said, draft));
  }

  private static void uwt(Said said, Draft draft) {
    var element = ELEMENT.matcher(said.name());
    boolean hasKey = element.matches();
    switch (hasKey ? element.group(1) : said.name()) {
      case "uwtwrapper" -> wrapper(said, hasKey ? element.group(2) : "", draft);
      case "uwtwrapper_global" -> global(said, draft);
      case "timeprivacy", "timeprivacy_global" ->
          draft.find(Outcome.MEANINGLESS, said, "the clock of a wrapped program is the machine's");
      case "bindp_use" ->
          draft.find(
              Outcome.MEANINGLESS, said, "nothing reaches a listening program from outside here");
      case "uwtwrapper_max", "uwtwrapper_verbose" ->
          draft.find(Outcome.MEANINGLESS, said, "a shim never calls itself, and says what it does");
      default -> draft.find(Outcome.NOT_UNDERSTOOD, said, "no setting of uwt's that is known");
    }
  }

  private static void wrapper(Said said, String program, Draft draft) {
    if (!PROGRAM.matcher(program).matches()) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "expected the path of a program as the key");
    } else if (said.value().equals("1")) {
      draft.command("sallyport wrap add " + program);
      draft.find(Outcome.TAKEN, said, "by the command sallyport wrap add");
    } else {
      draft.find(Outcome.ALREADY, said, "nothing is wrapped without a word");
    }
  }

  private static void global(Said said, Draft draft) {
    if (said.value().equals("1")) {
      draft.command("sallyport wrap list");
      draft.find(
          Outcome.TAKEN, said, "sallyport wrap list shows what Whonix wraps; wrap add does so");
    } else {
      draft.find(Outcome.ALREADY, said, "nothing is wrapped without a word");
    }
  }

  /// Says what becomes of the redirects on a workstation's loopback.
  static void ofStackedTor(Settings settings, Draft draft) {
    settings.variables().keySet().stream()
        .sorted()
        .map(name -> Said.of(name, settings.variable(name).orElseThrow()))
        .forEach(said -> {
          if (said.name().equals("file_port_tuples")) {
            said.words().forEach(word -> tuple(said, word, draft));
          } else if (said.name().startsWith("GATEWAY_IP")) {
            draft.find(
                Outcome.MEANINGLESS,
                said,
                "a workstation is told by sallyport workstation install");
          } else {
            draft.find(Outcome.NOT_UNDERSTOOD, said, "no setting that is known");
          }
        });
  }

  private static void tuple(Said list, String word, Draft draft) {
    var said = Said.certainly(list.name(), word, list.place());
    var tuple = TUPLE.matcher(word);
    if (!tuple.matches()) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "expected port#FROM:TO or file#/PATH:TO");
    } else if (tuple.group(1).equals(tuple.group(2))
        && TorrcPorts.USUAL.contains(Integer.valueOf(tuple.group(2)))) {
      draft.find(
          Outcome.ALREADY, said, "in a launch every port is on loopback, under its own number");
    } else {
      draft.find(
          Outcome.MEANINGLESS,
          said,
          "a redirect on the workstation itself, where it can stay; see sallyport workstation");
    }
  }
}
