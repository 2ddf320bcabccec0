package org.sallyport.api.client;

import java.time.Duration;
import org.sallyport.api.AdminRequest;

/// How requests and durations are called in messages.
final class Words {
  private static final long MILLIS_SHOWN_BELOW_SECONDS = 2;

  private Words() {}

  static String of(AdminRequest request) {
    return switch (request) {
      case AdminRequest.Status _ -> "its status";
      case AdminRequest.Launch _ -> "a launch";
      case AdminRequest.WrappedLaunch _ -> "a launch of a wrapped command";
      case AdminRequest.Streams _ -> "its streams";
      case AdminRequest.Refusals _ -> "its refusals";
      case AdminRequest.Circuits _ -> "its circuits";
      case AdminRequest.Isolation _ -> "its verdict";
      case AdminRequest.Evidence _ -> "its evidence";
      case AdminRequest.NewIdentity _ -> "a new identity";
      case AdminRequest.Workstations _ -> "its workstations";
      case AdminRequest.WorkstationDetail _ -> "a workstation";
      case AdminRequest.Ports _ -> "the ports";
      case AdminRequest.Reload _ -> "a reload";
      case AdminRequest.Firewall _ -> "its packet rules";
      case AdminRequest.FirewallExplain _ -> "what becomes of a packet";
      case AdminRequest.Stop _ -> "its end";
    };
  }

  static String of(Duration duration) {
    return duration.toSeconds() < MILLIS_SHOWN_BELOW_SECONDS
        ? duration.toMillis() + " ms"
        : duration.toSeconds() + " s";
  }
}
