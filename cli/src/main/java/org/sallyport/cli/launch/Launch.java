package org.sallyport.cli.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply.LaunchReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.client.AdminClient;
import org.sallyport.core.error.GatewayException;

/// One application as the user asked for it.
///
/// @param workstation where
/// @param application the name that isolates it; null lets the gateway take the program's
/// @param home which home it gets
/// @param argv program and arguments
/// @param kind a single application, or a shell that starts several
/// @param identity which identity it gets
public record Launch(
    String workstation,
    @Nullable String application,
    Home home,
    List<String> argv,
    Kind kind,
    Identity identity) {
  /// Which home.
  public enum Home {
    /// The workstation's own, kept between runs.
    KEPT,
    /// A throw-away one.
    EPHEMERAL
  }

  /// What is started.
  public enum Kind {
    /// One application.
    APPLICATION,
    /// An interactive shell.
    SHELL
  }

  /// Which identity.
  public enum Identity {
    /// The one that the application has.
    SAME,
    /// A new one.
    NEW
  }

  /// Has the gateway prepare the place, then becomes the application. The connection to the gateway
  /// ends with this process image.
  ///
  /// @return only by failing
  public GatewayException start(
      AdminClient client,
      Map<String, String> environment,
      Replacement replacement,
      Duration patience) {
    var request =
        new AdminRequest.Launch(
            workstation,
            application,
            home == Home.EPHEMERAL,
            ProcessHandle.current().pid(),
            argv,
            SaneEnvironment.of(environment),
            Path.of("").toAbsolutePath().toString(),
            kind == Kind.SHELL,
            identity == Identity.NEW);
    LaunchReply reply = client.ask(request, LaunchReply.class, patience);
    var descriptors = new TreeMap<Integer, Path>();
    reply.descriptors().forEach((number, file) -> descriptors.put(number, Path.of(file)));
    return replacement.replace(reply.argv(), reply.environment(), descriptors);
  }
}
