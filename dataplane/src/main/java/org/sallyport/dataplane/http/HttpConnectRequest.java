package org.sallyport.dataplane.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// The head of a request to the HTTPTunnelPort (RFC 9110 §9.3.6, RFC 9112), read strictly: a
/// smuggled line is an error, not something to be guessed at.
///
/// What isolates: `Proxy-Authorization`, `Tor-Stream-Isolation` and `X-Tor-Stream-Isolation`, each
/// a name space of its own, as in tor 0.4.9. All other fields are ignored, but `Tor-RPC-Target`
/// names something that we do not have.
final class HttpConnectRequest {
  private static final String AUTHORIZATION = "proxy-authorization";
  private static final String ISOLATION = "tor-stream-isolation";
  private static final String X_ISOLATION = "x-tor-stream-isolation";
  private static final String RPC_TARGET = "tor-rpc-target";
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  private HttpConnectRequest() {}

  /// What a head amounts to.
  sealed interface Parsed {
    /// A tunnel to be opened.
    record Request(Destination destination, Credentials credentials) implements Parsed {}

    /// Anything else, with the status that says so.
    record Malformed(HttpStatus status) implements Parsed {}
  }

  /// Reads a head.
  ///
  /// @param head everything before the empty line, one character per byte, lines separated by CR LF
  static Parsed parse(String head) {
    List<String> lines = List.of(head.split("\r\n", -1));
    String[] start = lines.getFirst().split(" ", -1);
    if (start.length != 3 || !isToken(start[0]) || !isHttp1(start[2])) {
      return new Parsed.Malformed(HttpStatus.BAD_REQUEST);
    }
    if (!start[0].equals("CONNECT")) {
      return new Parsed.Malformed(HttpStatus.METHOD_NOT_ALLOWED);
    }
    var destination = authority(start[1]);
    var fields = fields(lines.subList(1, lines.size()));
    if (destination.isEmpty() || fields.isEmpty()) {
      return new Parsed.Malformed(HttpStatus.BAD_REQUEST);
    }
    if (fields.get().containsKey(RPC_TARGET)) {
      return new Parsed.Malformed(HttpStatus.NOT_IMPLEMENTED);
    }
    return credentials(fields.get())
        .<Parsed>map(given -> new Parsed.Request(destination.get(), given))
        .orElseGet(() -> new Parsed.Malformed(HttpStatus.FIELDS_TOO_LARGE));
  }

  private static boolean isHttp1(String version) {
    return version.equals("HTTP/1.1") || version.equals("HTTP/1.0");
  }

  /// `host:port`, an IPv6 address in brackets.
  private static Optional<Destination> authority(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed != host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    int port = port(text.substring(colon + 1));
    return port == 0
        ? Optional.empty()
        : Host.of(bracketed ? host.substring(1, host.length() - 1) : host)
            .map(meant -> new Destination(meant, port));
  }

  /// 1 to 65535, or 0 for what is no port.
  private static int port(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > MAX_PORT_DIGITS) {
      return 0;
    }
    int port = Integer.parseInt(text);
    return port <= MAX_PORT ? port : 0;
  }

  /// The fields by lower-case name, each with its values in order; empty if one is malformed.
  private static Optional<Map<String, List<String>>> fields(List<String> lines) {
    var fields = new TreeMap<String, List<String>>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 1 || !isToken(line.substring(0, colon)) || !isText(line)) {
        return Optional.empty();
      }
      fields
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return Optional.of(fields);
  }

  /// Values cannot contain CR or LF, so joined values are as distinct as the lists of them.
  private static Optional<Credentials> credentials(Map<String, List<String>> fields) {
    String authorization = joined(fields, AUTHORIZATION);
    String isolation = joined(fields, ISOLATION);
    String xIsolation = joined(fields, X_ISOLATION);
    String both = xIsolation.isEmpty() ? isolation : isolation + "\r" + xIsolation;
    return authorization.length() > Credentials.MAX_PART_BYTES
            || both.length() > Credentials.MAX_PART_BYTES
        ? Optional.empty()
        : Optional.of(Credentials.http(authorization, both));
  }

  private static String joined(Map<String, List<String>> fields, String name) {
    return String.join("\n", fields.getOrDefault(name, List.of()));
  }

  /// RFC 9110 §5.6.2.
  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0);
  }

  /// No control characters but the tab.
  private static boolean isText(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
  }
}
