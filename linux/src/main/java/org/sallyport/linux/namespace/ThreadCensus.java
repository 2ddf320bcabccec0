package org.sallyport.linux.namespace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A count of the threads of this process by network namespace, taken from `/proc/self/task`.
///
/// New threads inherit the namespace of the thread that starts them, so one library that starts a
/// worker in the wrong place would send the gateway's own traffic into a workstation, or keep its
/// namespace alive. Law: [#strays] is empty in a healthy gateway; anything else is a bug. The
/// throw-away threads that are inside on purpose, for milliseconds, are not strays.
///
/// @param home the namespace that the process belongs to
/// @param threads how many threads were seen
/// @param strays those that are in another namespace
public record ThreadCensus(long home, int threads, List<Stray> strays) {
  private static final Path TASKS = Path.of("/proc/self/task");

  public ThreadCensus {
    strays = List.copyOf(strays);
  }

  /// A thread in a foreign namespace.
  ///
  /// @param id the kernel's thread number
  /// @param name the first 15 bytes of its name
  /// @param namespace the namespace that it is in
  public record Stray(long id, String name, long namespace) {}

  /// Counts now. Threads that end during the count are left out.
  public static ThreadCensus take() {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      long home = Inodes.of(Path.of("/proc/self/ns/net"));
      List<Stray> strays = new ArrayList<>();
      int threads = 0;
      for (Path task : tasks) {
        threads++;
        look(task, home).ifPresent(strays::add);
      }
      return new ThreadCensus(home, threads, strays);
    } catch (IOException e) {
      throw new UncheckedIOException("no list of the process's own threads", e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException("no list of the process's own threads", e.getCause());
    }
  }

  private static Optional<Stray> look(Path task, long home) throws IOException {
    try {
      long namespace = Inodes.of(task.resolve("ns/net"));
      if (namespace == home) {
        return Optional.empty();
      }
      String name = Files.readString(task.resolve("comm")).strip();
      return name.equals(NamespaceThread.NAME)
          ? Optional.empty()
          : Optional.of(new Stray(number(task), name, namespace));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (hasEnded(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static long number(Path task) {
    Path name = task.getFileName();
    return name == null ? 0 : Long.parseLong(name.toString());
  }

  private static boolean hasEnded(@Nullable IOException e) {
    return e != null && e.getMessage() != null && e.getMessage().contains("No such process");
  }
}
