package org.sallyport.gateway.operation;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.OldStreams;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.launch.Launch;
import org.sallyport.gateway.proof.ProofReport;

/// Gives an application, a workstation, or everybody a new identity on demand.
final class NewIdentity {
  private final Operations.Parts parts;
  private final ProofReport report;

  /// @param report tells which programs had streams
  NewIdentity(Operations.Parts parts, ProofReport report) {
    this.parts = parts;
    this.report = report;
  }

  /// The reply to `newnym`.
  AdminReply.NewIdentityReply reply(AdminRequest.NewIdentity request) {
    String workstation = request.workstation();
    String application = request.application();
    var streams = request.keepStreams() ? OldStreams.KEEP : OldStreams.CLOSE;
    int closed = renew(workstation, application, streams);
    return new AdminReply.NewIdentityReply(closed, running(workstation, application));
  }

  private int renew(
      @Nullable String workstation, @Nullable String application, OldStreams streams) {
    if (workstation == null && application == null) {
      return parts.renewal().renewAll(streams);
    }
    WorkstationName name = workstation(workstation);
    return application == null
        ? parts.renewal().renew(name, streams)
        : parts.renewal().renew(new Owner(name, application(application)), streams);
  }

  private List<String> running(@Nullable String workstation, @Nullable String application) {
    String wanted = workstation == null ? WorkstationName.DEFAULT.text() : workstation;
    boolean everybody = workstation == null && application == null;
    return parts.launches().running().stream()
        .filter(launch -> everybody || launch.owner().workstation().text().equals(wanted))
        .flatMap(this::owners)
        .filter(owner -> application == null || owner.application().text().equals(application))
        .map(Owner::text)
        .distinct()
        .sorted()
        .toList();
  }

  /// The application that a launch is; where every program is one, those that had streams.
  private Stream<Owner> owners(Launch launch) {
    WorkstationName workstation = launch.owner().workstation();
    return switch (launch.unit()) {
      case EXECUTABLE ->
          report.applications(workstation).stream()
              .map(name -> new Owner(workstation, new ApplicationName(name)));
      case AUTOMATIC, APPLICATION, WORKSTATION -> Stream.of(launch.owner());
    };
  }

  private static WorkstationName workstation(@Nullable String text) {
    if (text == null) {
      return WorkstationName.DEFAULT;
    }
    if (!WorkstationName.isValid(text)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION, "There is no workstation \"" + text + "\": that is no name.");
    }
    return new WorkstationName(text);
  }

  private static ApplicationName application(String text) {
    if (!ApplicationName.isValid(text)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION, "There is no application \"" + text + "\": that is no name.");
    }
    return new ApplicationName(text);
  }
}
