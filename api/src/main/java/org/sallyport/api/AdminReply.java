package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.state.GatewayState;

/// What the gateway answers: one kind per request of [AdminRequest], or a [Failure].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AdminReply.StatusReply.class, name = "status"),
  @JsonSubTypes.Type(value = AdminReply.LaunchReply.class, name = "launch"),
  @JsonSubTypes.Type(value = AdminReply.ShimReply.class, name = "shim"),
  @JsonSubTypes.Type(value = AdminReply.StreamsReply.class, name = "streams"),
  @JsonSubTypes.Type(value = AdminReply.RefusalsReply.class, name = "refusals"),
  @JsonSubTypes.Type(value = AdminReply.CircuitsReply.class, name = "circuits"),
  @JsonSubTypes.Type(value = AdminReply.IsolationReply.class, name = "isolation"),
  @JsonSubTypes.Type(value = AdminReply.EvidenceReply.class, name = "evidence"),
  @JsonSubTypes.Type(value = AdminReply.NewIdentityReply.class, name = "newnym"),
  @JsonSubTypes.Type(value = AdminReply.WorkstationsReply.class, name = "workstations"),
  @JsonSubTypes.Type(value = AdminReply.WorkstationReply.class, name = "workstation"),
  @JsonSubTypes.Type(value = AdminReply.PortsReply.class, name = "ports"),
  @JsonSubTypes.Type(value = AdminReply.ReloadReply.class, name = "reload"),
  @JsonSubTypes.Type(value = AdminReply.FirewallReply.class, name = "firewall"),
  @JsonSubTypes.Type(value = AdminReply.FirewallExplainReply.class, name = "firewall-explain"),
  @JsonSubTypes.Type(value = AdminReply.StopReply.class, name = "stop"),
  @JsonSubTypes.Type(value = AdminReply.Failure.class, name = "failure"),
})
public sealed interface AdminReply {
  /// How the gateway is.
  ///
  /// @param state what it is doing; streams pass only when `OPEN`
  /// @param reason why it is not open, in words; null when it is
  /// @param network which network tor uses: `tor` or `testnet`
  /// @param pid the gateway's process
  /// @param version the gateway's version
  /// @param uptimeSeconds how long it has run
  /// @param tor the upstream
  /// @param verdict what was judged so far
  /// @param applicationsRunning launches that are alive
  /// @param streamsOpen streams that are open
  /// @param refused how many streams were refused, by reason; reasons that never occurred are
  ///   absent
  /// @param openersUnknown connections, of launches in which every program is an application, whose
  ///   program could not be found; each shares a circuit with nobody
  /// @param firewall the packet rules of a gateway for other machines; null if it is none
  record StatusReply(
      GatewayState state,
      @Nullable String reason,
      String network,
      long pid,
      String version,
      long uptimeSeconds,
      TorStatus tor,
      VerdictSummary verdict,
      int applicationsRunning,
      int streamsOpen,
      Map<String, Long> refused,
      long openersUnknown,
      @Nullable FirewallStatus firewall)
      implements AdminReply {
    public StatusReply {
      requireNonNull(state, "state");
      requireNonNull(network, "network");
      requireNonNull(version, "version");
      requireNonNull(tor, "tor");
      requireNonNull(verdict, "verdict");
      refused = Map.copyOf(requireNonNull(refused, "refused"));
    }
  }

  /// How to become the application: open the descriptors, then `execve` the command line. The text
  /// form is scrubbed: arguments and environment may name destinations.
  ///
  /// @param argv the whole command line, an absolute path first
  /// @param environment the whole environment
  /// @param descriptors number → file to open there before `execve`
  /// @param launchId names this launch in messages of the gateway
  record LaunchReply(
      List<String> argv,
      Map<String, String> environment,
      Map<Integer, String> descriptors,
      String launchId)
      implements AdminReply {
    public LaunchReply {
      argv = List.copyOf(requireNonNull(argv, "argv"));
      environment = Map.copyOf(requireNonNull(environment, "environment"));
      descriptors = Map.copyOf(requireNonNull(descriptors, "descriptors"));
      requireNonNull(launchId, "launchId");
      if (argv.isEmpty()) {
        throw new IllegalArgumentException("argv: empty (expected: a program)");
      }
    }

    @Override
    public String toString() {
      return "LaunchReply[launchId=" + launchId + ", [scrubbed]]";
    }
  }

  /// How a shim becomes the wrapped command, in a form that needs no JSON parser.
  ///
  /// @param plan a [org.sallyport.api.wrap.ShimPlan] in hexadecimal
  record ShimReply(String plan) implements AdminReply {
    public ShimReply {
      requireNonNull(plan, "plan");
    }
  }

  /// The streams that are open, oldest first.
  record StreamsReply(VerdictSummary verdict, List<StreamRow> streams) implements AdminReply {
    public StreamsReply {
      requireNonNull(verdict, "verdict");
      streams = List.copyOf(requireNonNull(streams, "streams"));
    }
  }

  /// The latest streams that were refused, oldest first.
  record RefusalsReply(List<RefusalRow> refused) implements AdminReply {
    public RefusalsReply {
      refused = List.copyOf(requireNonNull(refused, "refused"));
    }
  }

  /// The circuits that applications use or used, oldest first.
  record CircuitsReply(VerdictSummary verdict, List<CircuitRow> circuits) implements AdminReply {
    public CircuitsReply {
      requireNonNull(verdict, "verdict");
      circuits = List.copyOf(requireNonNull(circuits, "circuits"));
    }
  }

  /// The verdict on isolation.
  ///
  /// @param verdict what was judged
  /// @param applications who used what
  /// @param shared each pair of applications that had a circuit in common; empty is as it must be
  /// @param violations each in words; empty when nothing was ever shared
  record IsolationReply(
      VerdictSummary verdict,
      List<IsolationRow> applications,
      List<SharedRow> shared,
      List<String> violations)
      implements AdminReply {
    public IsolationReply {
      requireNonNull(verdict, "verdict");
      applications = List.copyOf(requireNonNull(applications, "applications"));
      shared = List.copyOf(requireNonNull(shared, "shared"));
      violations = List.copyOf(requireNonNull(violations, "violations"));
    }
  }

  /// What the verdict was judged from.
  ///
  /// @param isolation the verdict
  /// @param events the latest of tor's events about streams and circuits, oldest first
  record EvidenceReply(IsolationReply isolation, List<EvidenceRow> events) implements AdminReply {
    public EvidenceReply {
      requireNonNull(isolation, "isolation");
      events = List.copyOf(requireNonNull(events, "events"));
    }
  }

  /// The new identities are in force.
  ///
  /// @param circuitsClosed circuits of the old identities that were closed
  /// @param applications who got one, as `workstation/application`
  record NewIdentityReply(int circuitsClosed, List<String> applications) implements AdminReply {
    public NewIdentityReply {
      applications = List.copyOf(requireNonNull(applications, "applications"));
    }
  }

  /// The workstations there are, by name.
  record WorkstationsReply(VerdictSummary verdict, List<WorkstationRow> workstations)
      implements AdminReply {
    public WorkstationsReply {
      requireNonNull(verdict, "verdict");
      workstations = List.copyOf(requireNonNull(workstations, "workstations"));
    }
  }

  /// One workstation.
  ///
  /// @param row the same as in the list
  /// @param home where its applications' home is kept between runs
  /// @param settings its policy as the configuration file spells it
  /// @param configured the applications that the configuration names
  /// @param applications those that ran since the gateway started
  record WorkstationReply(
      WorkstationRow row,
      String home,
      Map<String, String> settings,
      List<String> configured,
      List<ApplicationRow> applications)
      implements AdminReply {
    public WorkstationReply {
      configured = List.copyOf(requireNonNull(configured, "configured"));
      requireNonNull(row, "row");
      requireNonNull(home, "home");
      settings = Map.copyOf(requireNonNull(settings, "settings"));
      applications = List.copyOf(requireNonNull(applications, "applications"));
    }
  }

  /// The ports of a workstation, by number.
  record PortsReply(String workstation, List<PortsRow> ports) implements AdminReply {
    public PortsReply {
      requireNonNull(workstation, "workstation");
      ports = List.copyOf(requireNonNull(ports, "ports"));
    }
  }

  /// The configuration holds as it is in the file now.
  ///
  /// @param workstations those whose settings have changed, in the order of their names
  /// @param machines whether the settings of the network of machines have
  record ReloadReply(List<String> workstations, boolean machines) implements AdminReply {
    public ReloadReply {
      workstations = List.copyOf(workstations);
    }
  }

  /// The packet rules of a gateway for other machines.
  ///
  /// @param table the table's name, family `inet`
  /// @param state whether they are in force
  /// @param chains in the order in which packets meet them
  record FirewallReply(String table, FirewallStatus state, List<FirewallChain> chains)
      implements AdminReply {
    public FirewallReply {
      requireNonNull(table, "table");
      requireNonNull(state, "state");
      chains = List.copyOf(requireNonNull(chains, "chains"));
    }
  }

  /// What the packet rules do with a packet. The text form is scrubbed.
  ///
  /// @param packet all that the answer holds for, in words
  /// @param verdict `accept`, `drop`, `reject`, or `redirect`
  /// @param chain where that is decided
  /// @param rule the rule that decides, or `policy` where none holds
  /// @param why in a sentence
  record FirewallExplainReply(String packet, String verdict, String chain, String rule, String why)
      implements AdminReply {
    public FirewallExplainReply {
      requireNonNull(packet, "packet");
      requireNonNull(verdict, "verdict");
      requireNonNull(chain, "chain");
      requireNonNull(rule, "rule");
      requireNonNull(why, "why");
    }

    @Override
    public String toString() {
      return "FirewallExplainReply[verdict=" + verdict + ", rule=" + rule + ", [scrubbed]]";
    }
  }

  /// The gateway is going to stop; it has when this process has ended.
  record StopReply(long pid) implements AdminReply {}

  /// The request failed. The message says what to do next and is shown as it is.
  record Failure(ErrorKind kind, String message) implements AdminReply {
    public Failure {
      requireNonNull(kind, "kind");
      requireNonNull(message, "message");
    }
  }
}
