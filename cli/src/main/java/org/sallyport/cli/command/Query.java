package org.sallyport.cli.command;

import java.util.function.Function;
import java.util.function.Predicate;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.workstation.WorkstationName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// A command that asks the gateway one question and shows the answer.
///
/// @param bench what it works with
/// @param spec its options and help
/// @param question what it asks, from its options
/// @param kind the kind of the answer
record Query(
    Workbench bench,
    CommandSpec spec,
    Function<ParseResult, AdminRequest> question,
    Class<? extends AdminReply> kind)
    implements Command {
  private static final String KEEP_STREAMS = "--keep-streams";
  private static final String REFUSED = "--refused";

  @Override
  public int run(ParseResult line) {
    var request = question.apply(line);
    try (var client = bench.connect(Options.network(line))) {
      return bench.show(client.ask(request, kind, bench.patience().reply()), line);
    }
  }

  static Query status(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                "status",
                "Show how the gateway is.",
                "Whether it is open, how far tor is, and the verdict on isolation.%n",
                "Ends with 0 if the gateway is open and no circuit was ever shared; 7 if none "
                    + "runs, 20 if it is starting or stopping, 21 if it is blocked, 22 if "
                    + "isolation was violated."));
    spec.usageMessage()
        .footer(
            "  sallyport status                      how is it?",
            "  sallyport status --json | jq .tor     the same for a program",
            "  sallyport status >/dev/null && echo ready");
    return new Query(bench, spec, _ -> new AdminRequest.Status(), AdminReply.StatusReply.class);
  }

  static Command streams(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                    "streams",
                    "List the open streams.",
                    "Whose each is, where it goes, and on which circuit. Long columns are "
                        + "shortened in the middle; --json has everything.")
                .addOption(
                    Options.flag(
                        "List the latest streams that were refused instead, and why.", REFUSED)));
    spec.usageMessage()
        .footer(
            "  sallyport streams",
            "  sallyport streams --refused           which rule refused what",
            "  sallyport streams --json | jq -r '.streams[].destination'");
    return new Choice(
        spec,
        line -> line.hasMatchedOption(REFUSED),
        new Query(bench, spec, _ -> new AdminRequest.Refusals(), AdminReply.RefusalsReply.class),
        new Query(bench, spec, _ -> new AdminRequest.Streams(), AdminReply.StreamsReply.class));
  }

  /// One of two questions, by the options.
  private record Choice(CommandSpec spec, Predicate<ParseResult> isFirst, Query first, Query second)
      implements Command {
    @Override
    public int run(ParseResult line) {
      return (isFirst.test(line) ? first : second).run(line);
    }
  }

  static Query circuits(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                "circuits",
                "List the circuits of applications.",
                "The relays of each, and whose streams it carried. A conflux set (two paths to "
                    + "one exit that tor uses as one) has a line for each path, the second with "
                    + "a +. The age is replaced by tor's status when that is not BUILT."));
    spec.usageMessage()
        .footer(
            "  sallyport circuits",
            "  sallyport circuits --json | jq '.circuits[].legs[].hops[-1].nickname'");
    return new Query(bench, spec, _ -> new AdminRequest.Circuits(), AdminReply.CircuitsReply.class);
  }

  static Query newIdentity(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                    "newnym",
                    "Give applications a new identity.",
                    "Their circuits and streams are closed, and what they open next goes over new "
                        + "circuits. Everybody else keeps theirs. Without options all "
                        + "applications get one. At once, and as often as you like.")
                .addOption(Options.workstation("Only the applications of this workstation."))
                .addOption(Options.application("Only the applications of this name."))
                .addOption(
                    Options.flag(
                        "Leave open streams alone until they end by themselves.", KEEP_STREAMS)));
    spec.usageMessage()
        .footer(
            "  sallyport newnym                         everybody",
            "  sallyport newnym --workstation research  all of one workstation",
            "  sallyport newnym -w research -a mail     one application");
    return new Query(
        bench,
        spec,
        line ->
            new AdminRequest.NewIdentity(
                Options.workstation(line),
                Options.application(line),
                line.hasMatchedOption(KEEP_STREAMS)),
        AdminReply.NewIdentityReply.class);
  }

  static Query reload(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                "reload",
                "Read the configuration again.",
                "It holds at once for what is launched from now on and for machines of the "
                    + "network. What runs goes on as it began, and no stream ends. If the file has "
                    + "a mistake, it is told, and nothing changes. [tor] needs a new start."));
    spec.usageMessage().footer("  sallyport reload");
    return new Query(bench, spec, _ -> new AdminRequest.Reload(), AdminReply.ReloadReply.class);
  }

  static Query workstationList(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command("list", "List the workstations.", "And what runs in each."));
    spec.usageMessage().footer("  sallyport workstation list");
    return new Query(
        bench, spec, _ -> new AdminRequest.Workstations(), AdminReply.WorkstationsReply.class);
  }

  static Query workstationShow(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                    "show", "Show one workstation.", "Its home, its policy and its applications.")
                .addPositional(
                    PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .required(true)
                        .paramLabel("NAME")
                        .type(String.class)
                        .description("The workstation.")
                        .build()));
    spec.usageMessage().footer("  sallyport workstation show research");
    return new Query(
        bench,
        spec,
        line -> new AdminRequest.WorkstationDetail(name(line)),
        AdminReply.WorkstationReply.class);
  }

  private static String name(ParseResult line) {
    String name = line.matchedPositionalValue(0, "");
    if (!WorkstationName.isValid(name)) {
      throw new ParameterException(
          line.commandSpec().commandLine(),
          "workstation: " + name + " (expected: 1 to 32 of a-z, 0-9 and -, a letter first)");
    }
    return name;
  }
}
