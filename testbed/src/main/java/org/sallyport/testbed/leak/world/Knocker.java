package org.sallyport.testbed.leak.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.stage.Script;

/// Hosts of the Internet that try to reach an application: connections to every address of the
/// host, and answers to connections that nobody has opened. A process of the far end; confined to
/// one thread.
final class Knocker implements AutoCloseable {
  private static final String SCRIPT = "knocks.pl";

  private final Process process;

  private Knocker(Process process) {
    this.process = process;
  }

  /// Starts it. It does not knock yet.
  ///
  /// @param prefix the words before a command that is run at the far end
  /// @param addresses where it knocks
  static Knocker start(List<String> prefix, List<String> addresses) throws IOException {
    var line = new ArrayList<>(prefix);
    line.addAll(
        List.of(
            "perl",
            "-e",
            Script.beside(Knocker.class, SCRIPT),
            Integer.toString(CounterRules.KNOCK_PORT)));
    line.addAll(addresses.stream().filter(Knocker::isRouted).toList());
    return new Knocker(
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// A link-local address means nothing without an interface.
  private static boolean isRouted(String address) {
    return !address.startsWith("fe80:");
  }

  /// Knocks, many times a second, while something is done.
  <T> T during(Supplier<T> deed) {
    tell("on");
    try {
      return deed.get();
    } finally {
      tell("off");
    }
  }

  private void tell(String word) {
    try {
      process.getOutputStream().write((word + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "Nobody knocks from outside: perl has ended.", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
