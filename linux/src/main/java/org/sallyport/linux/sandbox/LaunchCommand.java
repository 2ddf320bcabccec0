package org.sallyport.linux.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.linux.exec.ExecPlan;

/// What the launcher becomes: `nsenter` into the workstation's network, `bwrap`, the application.
///
/// Entering comes first and is done by a program that then is gone; no process of the sandbox ever
/// stands in the host's network. `--preserve-credentials` keeps the user's own number: the
/// gateway's user namespace maps nothing else, and the process that enters has no capability there
/// once it has executed `bwrap`.
public final class LaunchCommand {
  private LaunchCommand() {}

  /// The plan for the launcher.
  public static ExecPlan of(
      Standpoint standpoint, NamespaceHandle namespace, Programs programs, Launch launch) {
    List<String> arguments = new ArrayList<>(entering(standpoint, namespace, programs));
    arguments.add(programs.bwrap().toString());
    arguments.addAll(Bubblewrap.arguments(launch.sandbox(), launch.program()));
    return new ExecPlan(
        arguments,
        launch.environment(),
        Map.of(Bubblewrap.FILTER_DESCRIPTOR, launch.sandbox().files().filter()));
  }

  private static List<String> entering(
      Standpoint standpoint, NamespaceHandle namespace, Programs programs) {
    String nsenter = programs.nsenter().toString();
    String network = "--net=" + namespace.networkNamespace();
    return switch (standpoint) {
      case USER ->
          List.of(
              nsenter,
              "--user=" + namespace.userNamespace(),
              network,
              "--preserve-credentials",
              "--");
      case ROOT -> List.of(nsenter, network, "--");
      case INSIDE ->
          List.of(
              nsenter,
              network,
              "--",
              programs.setpriv().toString(),
              "--ambient-caps=-all",
              "--inh-caps=-all",
              "--");
    };
  }
}
