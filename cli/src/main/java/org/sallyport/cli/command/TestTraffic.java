package org.sallyport.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sallyport.api.AdminReply.WorkstationReply;
import org.sallyport.api.AdminReply.WorkstationsReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.Network;
import org.sallyport.cli.screen.Progress;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.WorkstationName;

/// Traffic of every configured application, for the verdict on isolation to judge: each is launched
/// as `sallyport run` would and opens one stream by its SocksPort. Where nothing is configured, two
/// applications of the default workstation stand in.
///
/// @param launcher the launcher script
/// @param network which gateway
/// @param destination where the streams go
record TestTraffic(Path launcher, Network network, Destination destination) {
  /// Applications that are launched at once.
  private static final int AT_ONCE = 8;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int CONNECTED = 100;
  private static final int REFUSED_BY_POLICY = 102;
  private static final int MAX_PORT = 65_535;

  /// SOCKS 5 in bash and coreutils alone: asks for the destination, and ends with 100 and tor's
  /// answer.
  private static final String CLIENT =
      """
      read -r host port
      exec 3<>/dev/tcp/127.0.0.1/9050 || exit 99
      byte() { if [ "$1" = 0 ]; then printf '\\0'; else printf "\\x$(printf %x "$1")"; fi; }
      printf '\\5\\1\\0' >&3
      [ "$(head -c 2 <&3 | od -An -tu1 | tr -d ' ')" = 50 ] || exit 98
      { printf '\\5\\1\\0\\3'; byte ${#host}; printf %s "$host"
        byte $((port / 256)); byte $((port % 256)); } >&3
      set -- $(head -c 4 <&3 | od -An -tu1)
      exit $((100 + ${2:--3}))
      """;

  /// An application as the configuration names it.
  private record Application(String workstation, String name) {
    String text() {
      return workstation + "/" + name;
    }
  }

  /// A launch that has not ended yet.
  private record Started(Application application, Process process) {}

  /// Where the streams go if nobody says otherwise.
  static Destination usualDestination(Network network) {
    return switch (network) {
      case TOR -> new Destination(new Host.Name("check.torproject.org"), 443);
      case TESTNET -> new Destination(new Host.Name("web.test"), 80);
    };
  }

  /// Reads `HOST:PORT`; empty when the text is none.
  static Optional<Destination> destination(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    return port > MAX_PORT
        ? Optional.empty()
        : Host.of(text.substring(0, colon)).map(host -> new Destination(host, port));
  }

  /// Makes the traffic.
  ///
  /// @return what could not be tested and why, a sentence each
  List<String> make(AdminClient client, Duration patience, Progress progress) {
    var failures = new ArrayList<String>();
    var waiting = new ArrayList<>(applications(client, patience));
    int total = waiting.size();
    try (progress) {
      while (!waiting.isEmpty()) {
        var batch = waiting.subList(0, Math.min(AT_ONCE, waiting.size()));
        progress.show(100 * (total - waiting.size()) / total, "applications connect");
        var started = batch.stream().map(this::start).toList();
        started.forEach(each -> end(each).ifPresent(failures::add));
        batch.clear();
      }
    }
    return failures;
  }

  private static List<Application> applications(AdminClient client, Duration patience) {
    var rows = client.ask(new AdminRequest.Workstations(), WorkstationsReply.class, patience);
    var result = new ArrayList<Application>();
    for (var row : rows.workstations()) {
      var detail = new AdminRequest.WorkstationDetail(row.name());
      client
          .ask(detail, WorkstationReply.class, patience)
          .configured()
          .forEach(name -> result.add(new Application(row.name(), name)));
    }
    if (result.isEmpty()) {
      String workstation = WorkstationName.DEFAULT.text();
      result.add(new Application(workstation, "test-1"));
      result.add(new Application(workstation, "test-2"));
    }
    return result;
  }

  private Started start(Application application) {
    var line =
        List.of(
            launcher.toString(),
            "run",
            "--network",
            network.text(),
            "--workstation",
            application.workstation(),
            "--app",
            application.name(),
            "--ephemeral",
            "--",
            "bash",
            "-c",
            CLIENT);
    try {
      var process =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var input = process.outputWriter(StandardCharsets.US_ASCII)) {
        input.write(destination.host().text() + " " + destination.port() + "\n");
      }
      return new Started(application, process);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Cannot launch " + application.text() + " for the test: " + e.getMessage(),
          e);
    }
  }

  private static Optional<String> end(Started started) {
    try {
      if (!started.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        started.process().destroy();
        return Optional.of(notTested(started, "its stream was not answered in time"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started.process().destroy();
      throw new GatewayException(ErrorKind.TIMEOUT, "The test was interrupted.", e);
    }
    int status = started.process().exitValue();
    if (status == CONNECTED) {
      return Optional.empty();
    }
    return Optional.of(
        notTested(
            started,
            status == REFUSED_BY_POLICY
                ? "its policy refuses the destination; choose another by --destination"
                : "its stream failed with status " + status));
  }

  private static String notTested(Started started, String why) {
    return started.application().text() + " was not tested: " + why;
  }
}
