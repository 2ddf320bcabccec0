package org.sallyport.linux.launch;

import java.io.FileInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.linux.exec.Exec;
import org.sallyport.linux.exec.ExecPlan;

/// A program that becomes another one, as `sallyport run` does: given `FD=FILE` or `NAME=VALUE`
/// words, `--`, and a command line. The file named by `marker` stays open, and must not pass.
final class LauncherStandIn {
  private LauncherStandIn() {}

  public static void main(String[] words) throws Exception {
    Map<Integer, Path> files = new HashMap<>();
    Map<String, String> environment = new HashMap<>();
    int i = 0;
    FileInputStream marker = null;
    for (; !words[i].equals("--"); i++) {
      String[] parts = words[i].split("=", 2);
      if (parts[0].equals("marker")) {
        marker = new FileInputStream(parts[1]);
      } else if (parts[0].matches("[0-9]+")) {
        files.put(Integer.valueOf(parts[0]), Path.of(parts[1]));
      } else {
        environment.put(parts[0], parts[1]);
      }
    }
    List<String> arguments = new ArrayList<>(List.of(words).subList(i + 1, words.length));
    System.out.println("pid=" + ProcessHandle.current().pid());
    RuntimeException failure = Exec.replace(new ExecPlan(arguments, environment, files));
    System.out.println("failure=" + failure.getMessage());
    System.out.println("alive=" + (marker == null || marker.read() >= -1));
    System.exit(70);
  }
}
