package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the gateway can be asked. Each request has one reply of [AdminReply], or a
/// [AdminReply.Failure].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AdminRequest.Status.class, name = "status"),
  @JsonSubTypes.Type(value = AdminRequest.Launch.class, name = "launch"),
  @JsonSubTypes.Type(value = AdminRequest.WrappedLaunch.class, name = "wrapped"),
  @JsonSubTypes.Type(value = AdminRequest.Streams.class, name = "streams"),
  @JsonSubTypes.Type(value = AdminRequest.Refusals.class, name = "refusals"),
  @JsonSubTypes.Type(value = AdminRequest.Circuits.class, name = "circuits"),
  @JsonSubTypes.Type(value = AdminRequest.Isolation.class, name = "isolation"),
  @JsonSubTypes.Type(value = AdminRequest.Evidence.class, name = "evidence"),
  @JsonSubTypes.Type(value = AdminRequest.NewIdentity.class, name = "newnym"),
  @JsonSubTypes.Type(value = AdminRequest.Workstations.class, name = "workstations"),
  @JsonSubTypes.Type(value = AdminRequest.WorkstationDetail.class, name = "workstation"),
  @JsonSubTypes.Type(value = AdminRequest.Ports.class, name = "ports"),
  @JsonSubTypes.Type(value = AdminRequest.Reload.class, name = "reload"),
  @JsonSubTypes.Type(value = AdminRequest.Firewall.class, name = "firewall"),
  @JsonSubTypes.Type(value = AdminRequest.FirewallExplain.class, name = "firewall-explain"),
  @JsonSubTypes.Type(value = AdminRequest.Stop.class, name = "stop"),
})
public sealed interface AdminRequest {
  /// How the gateway is. Answered by [AdminReply.StatusReply].
  record Status() implements AdminRequest {}

  /// Prepare a place for one application and say how to become it. Answered by
  /// [AdminReply.LaunchReply]. The place lives as long as the launcher's process, which becomes the
  /// application by `execve`.
  ///
  /// Its text form is scrubbed: arguments and environment may name destinations.
  ///
  /// @param workstation the compartment
  /// @param application the name that isolates it; null lets the gateway take the program's name
  /// @param ephemeral a throw-away home instead of the workstation's own
  /// @param launcherPid the process that will become the application, as the host numbers it
  /// @param argv the program and its arguments; empty only for a shell
  /// @param environment what the application shall find in its environment; filtered again
  /// @param workingDirectory where the launcher stands
  /// @param shell whether this is an interactive shell that starts other applications
  /// @param newIdentity whether the application gets a new identity with this launch
  record Launch(
      String workstation,
      @Nullable String application,
      boolean ephemeral,
      long launcherPid,
      List<String> argv,
      Map<String, String> environment,
      String workingDirectory,
      boolean shell,
      boolean newIdentity)
      implements AdminRequest {
    public Launch {
      requireNonNull(workstation, "workstation");
      argv = List.copyOf(requireNonNull(argv, "argv"));
      environment = Map.copyOf(requireNonNull(environment, "environment"));
      requireNonNull(workingDirectory, "workingDirectory");
      if (launcherPid <= 0) {
        throw new IllegalArgumentException("launcherPid: " + launcherPid + " (expected: above 0)");
      }
      if (argv.isEmpty() && !shell) {
        throw new IllegalArgumentException("argv: empty (expected: a program)");
      }
    }

    @Override
    public String toString() {
      return "Launch[workstation=" + workstation + ", [scrubbed]]";
    }
  }

  /// Prepare a network for a wrapped command, which keeps its caller's files, and say how to enter
  /// it. Asked by shims; answered by [AdminReply.ShimReply]. Arguments and environment of the
  /// command stay with the shim.
  ///
  /// @param workstation the identity that it belongs to
  /// @param application the name that isolates it
  /// @param executable the absolute path of the program
  /// @param launcherPid the shim's process, which will become the command
  record WrappedLaunch(String workstation, String application, String executable, long launcherPid)
      implements AdminRequest {
    public WrappedLaunch {
      requireNonNull(workstation, "workstation");
      requireNonNull(application, "application");
      requireNonNull(executable, "executable");
      if (launcherPid <= 0) {
        throw new IllegalArgumentException("launcherPid: " + launcherPid + " (expected: above 0)");
      }
    }
  }

  /// The streams that are open. Answered by [AdminReply.StreamsReply].
  record Streams() implements AdminRequest {}

  /// The latest streams that were refused. Answered by [AdminReply.RefusalsReply].
  record Refusals() implements AdminRequest {}

  /// The circuits that applications use or used. Answered by [AdminReply.CircuitsReply].
  record Circuits() implements AdminRequest {}

  /// The verdict on isolation, per application. Answered by [AdminReply.IsolationReply].
  record Isolation() implements AdminRequest {}

  /// What the verdict on isolation was judged from. Answered by [AdminReply.EvidenceReply].
  record Evidence() implements AdminRequest {}

  /// A new identity for one application, one workstation, or all. Answered by
  /// [AdminReply.NewIdentityReply].
  ///
  /// @param workstation null means every workstation
  /// @param application null means every application of the workstation
  /// @param keepStreams whether streams that are open go on over their circuits until they end
  record NewIdentity(
      @Nullable String workstation, @Nullable String application, boolean keepStreams)
      implements AdminRequest {}

  /// The workstations there are. Answered by [AdminReply.WorkstationsReply].
  record Workstations() implements AdminRequest {}

  /// One workstation: policy, home and applications. Answered by [AdminReply.WorkstationReply].
  record WorkstationDetail(String name) implements AdminRequest {
    public WorkstationDetail {
      requireNonNull(name, "name");
    }
  }

  /// The ports that applications of a workstation find. Answered by [AdminReply.PortsReply].
  record Ports(String workstation) implements AdminRequest {
    public Ports {
      requireNonNull(workstation, "workstation");
    }
  }

  /// Read the configuration again and let it hold from now on. Answered by
  /// [AdminReply.ReloadReply]; nothing changes if it is not valid.
  record Reload() implements AdminRequest {}

  /// The packet rules of a gateway for other machines. Answered by [AdminReply.FirewallReply].
  record Firewall() implements AdminRequest {}

  /// What those rules do with a packet. Answered by [AdminReply.FirewallExplainReply]. Its text
  /// form is scrubbed: the packet may name a destination.
  ///
  /// @param packet as `tcp 10.152.152.11 > 192.0.2.7:443`
  record FirewallExplain(String packet) implements AdminRequest {
    public FirewallExplain {
      requireNonNull(packet, "packet");
    }

    @Override
    public String toString() {
      return "FirewallExplain[[scrubbed]]";
    }
  }

  /// End all streams, tor, and the gateway. Answered by [AdminReply.StopReply] before it does.
  record Stop() implements AdminRequest {}
}
