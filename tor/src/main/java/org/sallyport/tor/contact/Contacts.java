package org.sallyport.tor.contact;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.tor.control.ControlConnection;

/// Whom tor may have to connect to.
///
/// Law: with bridges, those and nobody else; without, the directories that it asks first and the
/// relays of its consensus. Nobody is named but by tor or its program.
///
/// @param endpoints where they answer
/// @param relays how many of them are of the consensus; 0 before there is one, and with bridges
/// @param unreachable transports whose bridges are not at the address in their line, by name
public record Contacts(Set<Endpoint> endpoints, int relays, List<String> unreachable) {
  public Contacts {
    endpoints = Set.copyOf(endpoints);
    unreachable = List.copyOf(unreachable);
  }

  /// Asks a tor that runs.
  ///
  /// @param program what it was started from, read if it has no directories of its own
  /// @throws org.sallyport.core.error.GatewayException if tor does not answer, or nobody knows whom
  ///   it asks first
  public static Contacts ask(ControlConnection control, Path program) {
    return of(TorAnswers.of(control), () -> BuiltInDirectories.of(program));
  }

  static Contacts of(TorAnswers answers, Supplier<Set<Endpoint>> builtIn) {
    return answers.useBridges()
        ? bridges(answers.bridges().stream().map(BridgeLine::read).toList())
        : relays(answers, builtIn);
  }

  private static Contacts bridges(List<BridgeLine> bridges) {
    var others = new TreeSet<String>();
    bridges.stream()
        .filter(bridge -> !bridge.isDirect())
        .forEach(bridge -> others.add(bridge.transport()));
    Set<Endpoint> endpoints =
        bridges.stream()
            .filter(BridgeLine::isDirect)
            .flatMap(bridge -> bridge.endpoint().stream())
            .collect(Collectors.toSet());
    return new Contacts(endpoints, 0, List.copyOf(others));
  }

  private static Contacts relays(TorAnswers answers, Supplier<Set<Endpoint>> builtIn) {
    Set<Endpoint> relays = RelayLines.read(answers.networkStatus());
    Set<Endpoint> all = new HashSet<>(relays);
    if (answers.directories().isEmpty()) {
      all.addAll(builtIn.get());
    } else {
      answers.directories().forEach(line -> all.addAll(DirectoryLine.read(line)));
    }
    return new Contacts(all, relays.size(), List.of());
  }

  @Override
  public String toString() {
    return "Contacts[" + endpoints.size() + ", " + relays + " of the consensus]";
  }
}
