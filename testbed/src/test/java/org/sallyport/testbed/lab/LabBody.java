package org.sallyport.testbed.lab;

import java.nio.file.Path;
import java.util.List;

/// What a [Lab] runs inside its namespace. The `main` of a body is one line:
///
/// ```java
/// public static void main(String[] args) {
///   LabBody.main(args, (directory, arguments) -> { … });
/// }
/// ```
@FunctionalInterface
public interface LabBody {
  /// Does the work; whatever it throws fails the run.
  ///
  /// @param directory short, private, empty, removed afterwards
  /// @param arguments what the test gave
  void run(Path directory, List<String> arguments) throws Exception;

  /// Runs a body and ends this JVM, whatever threads it has left: status 0, or 1 and a stack trace.
  static void main(String[] args, LabBody body) {
    var status = 1;
    try {
      var arguments = List.of(args);
      body.run(Path.of(arguments.getFirst()), arguments.subList(1, arguments.size()));
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace(System.err);
    } finally {
      System.out.flush();
      System.err.flush();
      Runtime.getRuntime().halt(status);
    }
  }
}
