package org.sallyport.testbed.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The start-up of a network, in an order that makes it fast and the same every time.
///
/// 1. All tors start; the authority's vote is held.
/// 2. When it has every descriptor, it is told to vote; the consensus is complete 2 s later.
/// 3. Every other node is poked, so that it fetches the directory now instead of after a back-off.
///
/// A vote before the last descriptor gives an incomplete consensus until the next one; a client
/// that asks a relay without a directory waits 10 s. Both are excluded here.
///
/// Confined to the thread that starts the network.
final class NetworkStart {
  private static final Duration PROCESS_DEADLINE = Duration.ofSeconds(45);
  private static final Duration DESCRIPTOR_DEADLINE = Duration.ofSeconds(60);
  private static final Duration VOTE_DEADLINE = Duration.ofSeconds(60);
  private static final Duration DIRECTORY_DEADLINE = Duration.ofSeconds(60);
  private static final Duration POKE = Duration.ofMillis(1500);
  private static final Duration AFTER_POKE = Duration.ofSeconds(3);
  private static final int VOTING_INTERVAL_SECONDS = 5;
  private static final int VOTE_LEAD_SECONDS = 2;

  private final NetworkPlan plan;
  private final NodeFiles files;
  private final ProgressReport progress;

  NetworkStart(NetworkPlan plan, NodeFiles files, ProgressReport progress) {
    this.plan = plan;
    this.files = files;
    this.progress = progress;
  }

  /// Starts the nodes; on failure those already started are killed.
  List<NodeProcess> run(NodeSpawner spawner) {
    var nodes = new ArrayList<NodeProcess>();
    try {
      startProcesses(spawner, nodes);
      awaitDescriptors(nodes.getFirst());
      vote(nodes.getFirst());
      spread(nodes);
      progress.report(NetworkPhase.READY, 1, 1);
      return nodes;
    } catch (RuntimeException e) {
      nodes.forEach(NodeProcess::close);
      throw e;
    }
  }

  private void startProcesses(NodeSpawner spawner, List<NodeProcess> nodes) {
    files.write(plan);
    var total = plan.nodes().size();
    progress.report(NetworkPhase.PROCESSES, 0, total);
    var starting =
        plan.nodes().stream()
            .map(p -> NodeProcess.start(p.node().nickname(), files.directory(p.node()), spawner))
            .toList();
    try {
      var deadline = Deadline.in(PROCESS_DEADLINE);
      for (var node : starting) {
        nodes.add(node.own(deadline));
        progress.report(NetworkPhase.PROCESSES, nodes.size(), total);
      }
    } catch (RuntimeException e) {
      starting.forEach(node -> node.process().destroyForcibly());
      throw e;
    }
  }

  private void awaitDescriptors(NodeProcess authority) {
    var wanted = plan.listedNodes();
    progress.report(NetworkPhase.DESCRIPTORS, 0, wanted);
    Deadline.in(DESCRIPTOR_DEADLINE)
        .await(
            "the authority collects " + wanted + " descriptors",
            () -> {
              var seen = descriptors(authority);
              progress.report(NetworkPhase.DESCRIPTORS, seen, wanted);
              return seen >= wanted;
            });
  }

  private static int descriptors(NodeProcess authority) {
    return (int)
        authority
            .control()
            .getInfo("desc/all-recent")
            .lines()
            .filter(l -> l.startsWith("router "))
            .count();
  }

  private void vote(NodeProcess authority) {
    progress.report(NetworkPhase.VOTE, 0, 1);
    var offset = (Instant.now().getEpochSecond() + VOTE_LEAD_SECONDS) % VOTING_INTERVAL_SECONDS;
    authority
        .control()
        .setConf(
            Map.of(
                "TestingV3AuthInitialVotingInterval",
                Integer.toString(VOTING_INTERVAL_SECONDS),
                "TestingV3AuthVotingStartOffset",
                Long.toString(offset)));
    Deadline.in(VOTE_DEADLINE).await("the authority publishes a consensus", () -> voted(authority));
    progress.report(NetworkPhase.VOTE, 1, 1);
  }

  private static boolean voted(NodeProcess authority) {
    return !authority.control().getInfo("consensus/valid-until").isEmpty();
  }

  private void spread(List<NodeProcess> nodes) {
    var deadline = Deadline.in(DIRECTORY_DEADLINE);
    while (!allHaveDirectory(nodes)) {
      if (deadline.passed()) {
        throw new GatewayException(
            ErrorKind.TIMEOUT,
            "The private Tor network did not spread its directory to every node within "
                + DIRECTORY_DEADLINE.toSeconds()
                + " s. See the notice.log of each node below "
                + files.base());
      }
      var pokes = poke(nodes.stream().filter(n -> !hasDirectory(n)).toList());
      var spread = Deadline.in(POKE).holds(() -> allHaveDirectory(nodes));
      pokes.forEach(DirectoryPoke::close);
      if (!spread) {
        Deadline.in(AFTER_POKE).holds(() -> allHaveDirectory(nodes));
      }
    }
  }

  private static List<DirectoryPoke> poke(List<NodeProcess> nodes) {
    return nodes.stream().map(n -> DirectoryPoke.open(n.directory().resolve("socks"))).toList();
  }

  private boolean allHaveDirectory(List<NodeProcess> nodes) {
    var ready = nodes.stream().filter(NetworkStart::hasDirectory).count();
    progress.report(NetworkPhase.DIRECTORY, (int) ready, nodes.size());
    return ready == nodes.size();
  }

  private static boolean hasDirectory(NodeProcess node) {
    return node.control().getInfo("status/enough-dir-info").equals("1");
  }
}
