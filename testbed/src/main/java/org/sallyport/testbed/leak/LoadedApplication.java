package org.sallyport.testbed.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.probe.Prober;
import org.sallyport.testbed.stage.Script;

/// An application in a workstation that uses streams all the time, and says of each whether it
/// worked. Its methods may be called by several threads.
final class LoadedApplication implements AutoCloseable {
  /// The ways in which it opens streams.
  static final List<String> WAYS = List.of("transparent", "socks");

  /// The port of the world's echo service.
  static final int PORT = 7;

  private static final String SCRIPT = "load.pl";
  private static final String CROWD = "crowd ";
  private static final Duration CROWD_PATIENCE = Duration.ofSeconds(45);
  private static final int FIELDS = 4;
  private static final int MAX_COMPLAINTS = 20;

  private final Process process;
  private final Map<String, Long> goodSince = new ConcurrentHashMap<>();
  private final Map<String, String> latestFailure = new ConcurrentHashMap<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final LongAdder streams = new LongAdder();
  private volatile long threshold;
  private volatile boolean ready;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  private LoadedApplication(Process process) {
    this.process = process;
    Thread.ofVirtual().name("load").start(this::read);
    Thread.ofVirtual().name("load-errors").start(this::readComplaints);
  }

  /// Starts one.
  static LoadedApplication start(Ground ground, String name) {
    var application = new LoadedApplication(ground.run(name, Prober.PROGRAM));
    String script = Script.beside(LoadedApplication.class, SCRIPT);
    try {
      application.write(script.replace("127.0.0.1", ground.terrain().socksHost()) + '\0');
    } catch (IOException e) {
      application.complain(e.getMessage()); // it has ended: who waits for it learns that
    }
    return application;
  }

  /// Whether its process runs.
  boolean runs() {
    return process.isAlive();
  }

  /// Whether it has become the application: its process is in the workstation.
  boolean isReady() {
    return ready && runs();
  }

  /// Its launcher's process, which became the sandbox.
  ProcessHandle launcher() {
    return process.toHandle();
  }

  /// How many streams worked so far.
  long streams() {
    return streams.sum();
  }

  /// What it complained about.
  String complaints() {
    return String.join(" ", complaints);
  }

  private void complain(@Nullable String words) {
    if (complaints.size() < MAX_COMPLAINTS) {
      complaints.add(String.valueOf(words));
    }
  }

  /// From now on only streams count that are begun after a moment.
  ///
  /// @param nanos the moment, by [System#nanoTime]
  void expectStreamsSince(long nanos) {
    threshold = TimeUnit.NANOSECONDS.toMillis(nanos);
    goodSince.clear();
  }

  /// Since when streams have worked in every way and none has failed, by [System#nanoTime].
  Optional<Long> goodSince() {
    return WAYS.stream().allMatch(goodSince::containsKey)
        ? goodSince.values().stream().max(Long::compare)
        : Optional.empty();
  }

  /// The latest failures, by way.
  String failures() {
    return latestFailure.toString();
  }

  /// Opens so many streams more, which stay.
  ///
  /// @return how many answer
  int crowd(int count) {
    return crowd(CROWD + count);
  }

  /// How many of them still answer.
  int survivors() {
    return crowd("count");
  }

  /// Closes them.
  void drop() {
    tell("drop");
  }

  private int crowd(String question) {
    answers.clear();
    tell(question);
    try {
      return Optional.ofNullable(answers.poll(CROWD_PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .map(answer -> Integer.parseInt(answer.split(" ", -1)[1]))
          .orElse(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }

  private void tell(String line) {
    try {
      write(line + "\n");
    } catch (IOException e) {
      complain(e.getMessage()); // it has ended: nobody answers
    }
  }

  private void write(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  private void read() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      // it was closed
    }
  }

  private void take(String line) {
    if (line.equals("ready")) {
      ready = true;
    } else if (line.startsWith(CROWD)) {
      answers.add(line);
    } else {
      String[] fields = line.split(" ", FIELDS);
      note(fields);
    }
  }

  private void note(String[] fields) {
    if (fields.length < FIELDS - 1) {
      complain(String.join(" ", fields));
      return;
    }
    boolean counts = Long.parseLong(fields[1]) > threshold;
    if (fields[2].equals("ok")) {
      streams.increment();
      if (counts) {
        Long _ = goodSince.putIfAbsent(fields[0], System.nanoTime());
      }
    } else {
      latestFailure.put(fields[0], fields[fields.length - 1]);
      if (counts) {
        goodSince.remove(fields[0]);
      }
    }
  }

  private void readComplaints() {
    try (var reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        complain(line);
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
