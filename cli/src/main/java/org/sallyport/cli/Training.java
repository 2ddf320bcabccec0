package org.sallyport.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.TorStatus;
import org.sallyport.api.VerdictSummary;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.command.Workbench;
import org.sallyport.cli.launch.ExecReplacement;
import org.sallyport.cli.screen.Screen;
import org.sallyport.cli.screen.Style;
import org.sallyport.cli.view.View;
import org.sallyport.core.state.GatewayState;

/// The training run for the JVM's ahead-of-time cache: walks once through what every command does,
/// so that the cache holds it. Prints nothing, asks no gateway.
public final class Training {
  private static final String NOWHERE = "/nonexistent";

  private Training() {}

  /// Walks through.
  public static void main(String[] arguments) {
    var sink = new PrintStream(OutputStream.nullOutputStream());
    var screen = new Screen(sink, sink, Style.COLOUR, Style.COLOUR, Screen.Stream.PLAIN);
    var surroundings =
        new Surroundings(
            Map.of("SALLYPORT_HOME", NOWHERE), Surroundings.ofThisProcess().uid(), _ -> false);
    var bench =
        new Workbench(surroundings, screen, new ExecReplacement(), Workbench.Patience.USUAL);
    new Sallyport(bench).run("--help");
    new Sallyport(bench).run("run", "--help");
    new Sallyport(bench).run("status", "--network", "testnet");
    var codec = new AdminCodec();
    codec.decodeRequest(codec.encode(launch()));
    new View(Style.COLOUR).of(codec.decodeReply(codec.encode(status())));
    codec.decodeReply(
        codec.encode(new AdminReply.LaunchReply(List.of("/a"), Map.of(), Map.of(9, "/b"), "1")));
    codec.pretty(status());
  }

  private static AdminRequest launch() {
    return new AdminRequest.Launch(
        "default", null, false, 1, List.of("a"), Map.of(), "/", false, false);
  }

  private static AdminReply status() {
    return new AdminReply.StatusReply(
        GatewayState.OPEN,
        null,
        "tor",
        1,
        Sallyport.VERSION,
        1,
        new TorStatus("0.4.9", 100, "done", "Done", null, null, null),
        VerdictSummary.NOTHING,
        0,
        0,
        Map.of("POLICY", 1L),
        0,
        null);
  }
}
