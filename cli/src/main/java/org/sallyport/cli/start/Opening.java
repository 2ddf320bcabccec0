package org.sallyport.cli.start;

import java.util.List;
import java.util.function.Supplier;
import org.sallyport.api.AdminReply.StatusReply;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.cli.screen.Progress;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Gets an open gateway: the one that runs, or a new one. One that is just stopping is waited for
/// and replaced.
///
/// @param location where it lives
/// @param start starts it
/// @param bootstrap waits until it is open
/// @param end waits until a stopping one is gone
public record Opening(
    RuntimeLocation location, GatewayStart start, Bootstrap bootstrap, GatewayEnd end) {
  private static final int ATTEMPTS = 3;

  /// An open gateway.
  ///
  /// @param client the connection to it; the caller closes it
  /// @param status how it was when it was open
  public record Opened(AdminClient client, StatusReply status) {}

  /// Returns when a gateway is open.
  public Opened open(List<String> commandLine, Supplier<Progress> progress) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var client = start.ensure(commandLine);
      try {
        switch (bootstrap.await(client, progress.get())) {
          case Bootstrap.Outcome.Open(var status) -> {
            return new Opened(client, status);
          }
          case Bootstrap.Outcome.Stopping(var pid) -> {
            client.close();
            end.await(pid, location.adminSocket());
          }
        }
      } catch (GatewayException e) {
        client.close();
        throw e.kind() == ErrorKind.INTERNAL ? start.brokenOff().orElse(e) : e;
      }
    }
    throw new GatewayException(
        ErrorKind.NOT_RUNNING,
        "Gateways stopped as soon as they had started, "
            + ATTEMPTS
            + " times. Look into "
            + location.log());
  }
}
