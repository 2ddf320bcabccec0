package org.sallyport.gateway.proof;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.ledger.Violation;

/// A violation in words that a user understands.
final class ViolationWords {
  private ViolationWords() {}

  /// @param owner names the application that a token (its text) belongs to
  static String of(Violation violation, Function<String, String> owner) {
    return switch (violation) {
      case Violation.SharedCircuit(var at, var circuits, var carried) ->
          at + ": circuit " + ids(circuits) + " carried streams of " + names(carried, owner);
      case Violation.WitnessMismatch(var at, int circuit, var shown, var carried) ->
          at
              + ": tor shows circuit "
              + circuit
              + " as used by "
              + names(List.of(shown), owner)
              + ", its streams are of "
              + names(carried, owner);
      case Violation.ForeignStream(var at, long stream, String protocol) ->
          at + ": stream " + stream + " (" + protocol + ") did not come through the gateway";
    };
  }

  private static String ids(List<Integer> circuits) {
    return circuits.stream().map(String::valueOf).collect(Collectors.joining("+"));
  }

  private static String names(List<SocksCredentials> carried, Function<String, String> owner) {
    return carried.stream()
        .map(credentials -> owner.apply(credentials.password().reveal()))
        .collect(Collectors.joining(" and "));
  }
}
