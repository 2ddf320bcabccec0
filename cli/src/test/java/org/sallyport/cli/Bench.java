package org.sallyport.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.cli.command.Workbench;
import org.sallyport.cli.screen.Screen;
import org.sallyport.cli.screen.Style;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The command line with everything outside it in memory: output, environment, and a record of what
/// it would have become.
final class Bench {
  private static final Workbench.Patience SHORT =
      new Workbench.Patience(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> became = new ArrayList<>();
  private final Map<String, String> becameWith = new TreeMap<>();
  private final Map<Integer, Path> handed = new TreeMap<>();
  private final Surroundings surroundings;

  Bench(Path home, Map<String, String> variables) {
    var all = new TreeMap<>(variables);
    all.put("SALLYPORT_HOME", home.toString());
    var own = Surroundings.ofThisProcess();
    surroundings = new Surroundings(all, own.uid(), own.owned());
  }

  RuntimeLocation location() {
    return RuntimeLocation.of(surroundings, Network.TOR);
  }

  /// Runs one command line as a pipe would see it.
  int run(String... arguments) {
    return run(Style.PLAIN, Screen.Stream.PLAIN, arguments);
  }

  /// Runs one command line as a terminal would see it.
  int runOnTerminal(String... arguments) {
    return run(Style.COLOUR, Screen.Stream.TERMINAL, arguments);
  }

  private int run(Style style, Screen.Stream kind, String... arguments) {
    out.reset();
    err.reset();
    var screen = new Screen(stream(out), stream(err), style, style, kind);
    return new Sallyport(new Workbench(surroundings, screen, this::become, SHORT)).run(arguments);
  }

  private GatewayException become(
      List<String> argv, Map<String, String> environment, Map<Integer, Path> descriptors) {
    became.addAll(argv);
    becameWith.putAll(environment);
    handed.putAll(descriptors);
    return new GatewayException(ErrorKind.INTERNAL, "only a test");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// The command line that this process would have become; empty if none.
  List<String> became() {
    return List.copyOf(became);
  }

  Map<String, String> becameWith() {
    return Map.copyOf(becameWith);
  }

  Map<Integer, Path> handed() {
    return Map.copyOf(handed);
  }
}
