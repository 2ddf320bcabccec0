package org.sallyport.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.launch.Replacement;
import org.sallyport.cli.screen.Screen;
import org.sallyport.cli.start.Bootstrap;
import org.sallyport.cli.start.GatewayCommand;
import org.sallyport.cli.start.GatewayEnd;
import org.sallyport.cli.start.GatewayStart;
import org.sallyport.cli.start.Opening;
import org.sallyport.cli.view.View;
import picocli.CommandLine.ParseResult;

/// What every command works with.
///
/// @param surroundings who runs this, and with which environment
/// @param screen where it writes
/// @param replacement how it becomes another program
/// @param patience how long it waits for what
public record Workbench(
    Surroundings surroundings, Screen screen, Replacement replacement, Patience patience) {
  /// How long things may take.
  ///
  /// @param reply until the gateway answers a question
  /// @param launch until it has prepared a place for an application
  /// @param start until a new gateway answers at all
  /// @param bootstrap until tor has bootstrapped
  /// @param stop until a gateway is gone
  /// @param linger how long a gateway started by `run` stays when it is unused
  public record Patience(
      Duration reply,
      Duration launch,
      Duration start,
      Duration bootstrap,
      Duration stop,
      Duration linger) {
    /// What users get.
    public static final Patience USUAL =
        new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(20),
            Duration.ofMinutes(10));
  }

  RuntimeLocation location(Network network) {
    return RuntimeLocation.of(surroundings, network);
  }

  AdminClient connect(Network network) {
    return AdminClient.connect(location(network), surroundings.uid());
  }

  Opening opening(Network network) {
    var location = location(network);
    return new Opening(
        location,
        new GatewayStart(location, surroundings.uid(), patience.start()),
        new Bootstrap(patience.bootstrap(), patience.reply()),
        new GatewayEnd(patience.stop()));
  }

  GatewayCommand gatewayCommand(Network network, @Nullable Path configuration) {
    return GatewayCommand.of(surroundings.variables(), network, configuration);
  }

  /// An open gateway: the one that runs, or a new one that ends by itself when it is unused.
  Opening.Opened openLingering(Network network) {
    var command = gatewayCommand(network, null);
    return opening(network).open(command.lingering(patience.linger()), screen::progress);
  }

  /// Prints a reply as the command line asks, and returns the exit status that it means.
  int show(AdminReply reply, ParseResult line) {
    screen.print(
        Options.wantsJson(line)
            ? new AdminCodec().pretty(reply)
            : new View(screen.style()).of(reply));
    return ExitStatus.of(reply);
  }
}
