package org.sallyport.testbed.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.api.AdminReply.LaunchReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.stage.Stage;

/// A launch as the gateway prepares it, with a hole cut into it before it is used: the launcher's
/// command line and the sandbox's options are changed. The product itself is not. Confined to one
/// thread.
final class TamperedLaunch {
  private static final int SANDBOX_OPTIONS = 1;
  private static final String LAST_MOUNT = "--remount-ro";

  private final List<String> commandLine;
  private final List<String> sandbox;
  private final LaunchReply plan;
  private final Process shell;

  private TamperedLaunch(Process shell, LaunchReply plan) throws IOException {
    this.shell = shell;
    this.plan = plan;
    this.commandLine = new ArrayList<>(plan.argv());
    this.sandbox = new ArrayList<>(List.of(Files.readString(optionsFile()).split("\0")));
  }

  /// Has a launch prepared; it goes on with [#start].
  static TamperedLaunch prepare(Stage stage, List<String> program) {
    try {
      var shell = new ProcessBuilder("bash", "-c", "read -r plan; eval \"$plan\"").start();
      var request =
          new AdminRequest.Launch(
              "leak",
              "probe",
              true,
              shell.pid(),
              program,
              Map.of("PATH", "/usr/bin:/bin"),
              "/",
              false,
              false);
      return new TamperedLaunch(shell, stage.prepare(request));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Leaves out what of the command line begins so.
  TamperedLaunch withoutWord(String beginning) {
    boolean _ = commandLine.removeIf(word -> word.startsWith(beginning));
    return this;
  }

  /// Leaves an option out of the sandbox, with its values.
  TamperedLaunch without(String option, int values) {
    int at = sandbox.indexOf(option);
    if (at < 0) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "The sandbox has no option %s any more; bring the sabotage up to date."
              .formatted(option));
    }
    sandbox.subList(at, at + 1 + values).clear();
    return this;
  }

  /// Gives the sandbox more options.
  TamperedLaunch with(String... options) {
    int end = sandbox.indexOf(LAST_MOUNT);
    sandbox.addAll(end < 0 ? sandbox.size() : end, List.of(options));
    return this;
  }

  /// Lets the launcher become the application.
  ///
  /// @param before a piece of shell to run first
  Process start(String before) {
    try {
      Path changed = Files.createTempFile(optionsFile().getParent(), "tampered", "");
      Path _ = Files.writeString(changed, String.join("\0", sandbox) + "\0");
      var descriptors = new TreeMap<>(plan.descriptors());
      descriptors.put(descriptors.firstKey() + SANDBOX_OPTIONS, changed.toString());
      var line = new StringBuilder(before);
      descriptors.forEach((number, file) ->
          line.append("exec ").append(number).append("<").append(quoted(file)).append("; "));
      line.append("exec env -i");
      plan.environment()
          .forEach((name, value) -> line.append(' ').append(quoted(name + "=" + value)));
      commandLine.forEach(word -> line.append(' ').append(quoted(word)));
      shell.getOutputStream().write((line + "\n").getBytes(UTF_8));
      shell.getOutputStream().flush();
      return shell;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path optionsFile() {
    var descriptors = new TreeMap<>(plan.descriptors());
    return Path.of(String.valueOf(descriptors.get(descriptors.firstKey() + SANDBOX_OPTIONS)));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static GatewayException failed(IOException e) {
    return new GatewayException(
        ErrorKind.INTERNAL, "The leak test could not tamper with a launch: " + e + ".", e);
  }
}
