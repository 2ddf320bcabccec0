package org.sallyport.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The help of `leaktest`; the launcher starts another program for it.
final class LeakTestSpec {
  private LeakTestSpec() {}

  static CommandSpec spec() {
    var spec =
        Options.command(
            "leaktest",
            "Show on this machine that nothing leaks.",
            "Starts a gateway of its own on a private Tor network, with a local network and an "
                + "Internet around it that exist only in this process's namespaces. An "
                + "application in a workstation then tries every way out while the gateway is "
                + "open, blocked, stopping, gone and starting. Two witnesses, packet counters and "
                + "a capture, say what came out. Every attempt is first made without protection, "
                + "where both must see it.",
            "",
            "Exit status 0: nothing leaked and everything was tested. 1: not so; it says what.");
    spec.addOption(Options.flag("Each state once: about half a minute.", "--quick"));
    spec.addOption(
        Options.flag(
            "Break the protection on purpose, in one way after the other, and show that each is "
                + "noticed.",
            "--sabotage"));
    spec.addOption(
        Options.flag(
            "The same probes side by side: a bare host, a workstation, torsocks, proxychains4, a "
                + "redirecting script (as root), a namespace without network. With --quick: the "
                + "essence.",
            "--compare"));
    spec.addOption(
        Options.flag(
            "From another machine behind the gateway, with all that such a machine can try. Needs "
                + "root. With --quick and --faults, too.",
            "--lan"));
    addFaults(spec);
    spec.addOption(option("--markdown", "FILE", "Write the whole result there, as a page."));
    spec.addOption(Options.JSON.toBuilder().build());
    spec.usageMessage()
        .footer(
            "  sallyport leaktest                     everything",
            "  sallyport leaktest --quick             the essence",
            "  sallyport leaktest --sabotage          does it notice leaks at all?",
            "  sallyport leaktest --compare           who leaks what?",
            "  sallyport leaktest --faults            does it come back from everything?",
            "  sudo sallyport leaktest --lan --quick  the essence, from another machine",
            "  sallyport leaktest --json | jq .holds");
    return Options.withHelp(spec);
  }

  private static void addFaults(CommandSpec spec) {
    spec.addOption(
        Options.flag(
            "Let faults strike, alone and in pairs, while applications use the gateway: each kind "
                + "of fault once, in two minutes. With --quick: those that strike most often.",
            "--faults"));
    spec.addOption(option("--minutes", "N", "With --faults: go on with random ones for so long."));
    spec.addOption(
        option("--seed", "N", "With --faults: in this order; the one taken is printed."));
    spec.addOption(
        option(
            "--within",
            "SECONDS",
            "With --faults: how soon everything must work again, or status say why not. 10 if not "
                + "given."));
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }
}
