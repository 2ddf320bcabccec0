package org.sallyport.tor.process;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The last lines that tor wrote: what an error quotes as tor's own reason.
///
/// Bounded in lines and in their length. Safe for use by several threads.
final class LogTail {
  static final int MAX_LINES = 200;
  static final int MAX_LINE_CHARACTERS = 500;

  /// Lines of the last problems that a message quotes.
  private static final int QUOTED_PROBLEMS = 3;

  /// What tor says beside its reason.
  private static final List<String> NO_REASON =
      List.of(
          "Reading config failed--see warnings above",
          "set_options(): Bug: Acting on config options",
          "You are running Tor as root",
          "You have used DirAuthority");

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  void add(String line) {
    String kept =
        line.length() > MAX_LINE_CHARACTERS ? line.substring(0, MAX_LINE_CHARACTERS) : line;
    lock.lock();
    try {
      if (lines.size() == MAX_LINES) {
        lines.removeFirst();
      }
      lines.addLast(kept);
    } finally {
      lock.unlock();
    }
  }

  List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /// The messages of level warn and err, oldest first, without time stamps.
  List<String> problems() {
    return lines().stream()
        .filter(line -> line.contains("[warn]") || line.contains("[err]"))
        .map(line -> line.substring(line.indexOf(']') + 1).strip())
        .toList();
  }

  /// The problems without what tor says beside its reason.
  List<String> tellingProblems() {
    return problems().stream()
        .filter(line -> NO_REASON.stream().noneMatch(line::startsWith))
        .toList();
  }

  /// The most telling lines for a message: the last problems, else the last line.
  String reason() {
    var telling = tellingProblems();
    if (!telling.isEmpty()) {
      int first = Math.max(0, telling.size() - QUOTED_PROBLEMS);
      return String.join(" / ", telling.subList(first, telling.size()));
    }
    var all = lines();
    return all.isEmpty() ? "tor said nothing" : all.getLast();
  }
}
