package org.sallyport.testbed.leak.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.stage.Script;

/// A process that runs probes when asked, one after the other. It is an ordinary application: perl
/// reads the script from its input, then names of probes. Confined to one thread.
public final class Prober implements AutoCloseable {
  /// The program that every prober is: it reads a script up to a NUL and becomes it.
  public static final List<String> PROGRAM =
      List.of(
          "/usr/bin/perl",
          "-e",
          "$/ = qq(\\0); my $script = <STDIN>; chomp $script; $/ = qq(\\n); eval $script; die $@");

  /// How long one probe may take.
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration START = Duration.ofSeconds(20);
  private static final String SCRIPT = "probes.pl";
  private static final String ENDED = "\0ended";
  private static final int MAX_WORDS = 2000;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile String complaints = "";

  private Prober(Process process) {
    this.process = process;
    Thread.ofVirtual().name("prober").start(this::readAnswers);
    Thread.ofVirtual().name("prober-errors").start(this::readComplaints);
  }

  /// Makes a prober of a process whose program is [#PROGRAM], wherever it runs.
  ///
  /// @param facts what the script needs to know of the world
  /// @throws GatewayException if it does not become ready
  public static Prober of(Process process, Map<String, String> facts) {
    var prober = new Prober(process);
    try {
      var setting = new StringBuilder(script()).append('\0');
      all(facts)
          .forEach((key, value) ->
              setting.append("set ").append(key).append(' ').append(value).append('\n'));
      prober.write(setting.toString());
      String first = prober.next(START);
      if (!first.equals(greeting())) {
        throw new GatewayException(
            ErrorKind.INTERNAL,
            "A prober of the leak test did not start: " + first + " " + prober.complaints);
      }
      return prober;
    } catch (IOException e) {
      prober.close();
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "A prober of the leak test did not start (" + e.getMessage() + "): " + prober.complaints,
          e);
    }
  }

  private static Map<String, String> all(Map<String, String> facts) {
    var all = new TreeMap<>(facts);
    StaticProgram.bySyscall().ifPresent(hex -> all.put("static-program", hex));
    StaticProgram.byForeignCalls().ifPresent(hex -> all.put("foreign-calls", hex));
    return all;
  }

  /// What a script says that knows every probe of the catalogue, and no other.
  private static String greeting() {
    return Stream.concat(Stream.of("ready"), Catalogue.probes().stream().map(Probe::name).sorted())
        .collect(Collectors.joining("\t"));
  }

  /// The text of the script.
  static String script() {
    return Script.beside(Prober.class, SCRIPT);
  }

  /// Tells the script a fact.
  public void tell(String key, String value) {
    try {
      write("set " + key + " " + value + "\n");
    } catch (IOException e) {
      throw new GatewayException(ErrorKind.INTERNAL, "The prober has ended: " + complaints, e);
    }
  }

  /// Runs a probe. A prober that has ended or hangs gives a broken answer.
  public Answer ask(String name) {
    try {
      lines.removeIf(line -> !line.equals(ENDED)); // of a probe that was given up
      write(name + "\n");
      return Answer.parse(name, next(PATIENCE));
    } catch (IOException e) {
      return new Answer(Answer.Outcome.BROKEN, "the prober has ended: " + complaints);
    }
  }

  /// Its process.
  public ProcessHandle process() {
    return process.toHandle();
  }

  private void write(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private String next(Duration patience) {
    try {
      String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        return "nothing within " + patience.toSeconds() + " s";
      }
      return line.equals(ENDED) ? "nothing, it has ended " + complaints : line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }

  private void readAnswers() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // it was closed
    }
    lines.add(ENDED);
  }

  private void readComplaints() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (complaints.length() < MAX_WORDS) {
          complaints = complaints + line + " ";
        }
      }
    } catch (IOException e) {
      // it was closed
    }
  }

  @Override
  public void close() {
    var children = new ArrayList<>(process.descendants().toList());
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
