package org.sallyport.api.wrap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.api.location.Network;
import org.sallyport.api.wrap.WrappedCommand.Switch;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// The commands that are wrapped, and the switch over all of them. Kept in a small text file that
/// shims read, too:
///
///     all on
///     network tor
///     command curl on default /usr/bin/curl
///
/// Laws: parsing what [#text] wrote gives the same list; a line that is not understood makes the
/// whole list unreadable, so that nothing runs by a guess.
///
/// @param all the switch over all commands
/// @param network the network whose gateway the shims ask
/// @param commands sorted by name, each name once
public record WrapList(Switch all, Network network, List<WrappedCommand> commands) {
  /// No command is wrapped.
  public static final WrapList EMPTY = new WrapList(Switch.ON, Network.TOR, List.of());

  private static final int COMMAND_WORDS = 5;

  public WrapList {
    var sorted = new ArrayList<>(commands);
    sorted.sort(Comparator.comparing(command -> command.name().text()));
    commands = List.copyOf(sorted);
    if (commands.stream().map(WrappedCommand::name).distinct().count() != commands.size()) {
      throw new IllegalArgumentException("commands: a name twice (expected: each once)");
    }
  }

  /// The command of that name.
  public Optional<WrappedCommand> command(ApplicationName name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  /// The list with that command in it, instead of the one of the same name.
  public WrapList with(WrappedCommand command) {
    var changed = new ArrayList<>(without(command.name()).commands());
    changed.add(command);
    return new WrapList(all, network, changed);
  }

  /// The list without the command of that name.
  public WrapList without(ApplicationName name) {
    return new WrapList(
        all, network, commands.stream().filter(command -> !command.name().equals(name)).toList());
  }

  /// The list with the switch over all set.
  public WrapList with(Switch other) {
    return new WrapList(other, network, commands);
  }

  /// The list for another network.
  public WrapList with(Network other) {
    return new WrapList(all, other, commands);
  }

  /// The file's text.
  public String text() {
    var text = new StringBuilder();
    text.append("all ").append(word(all)).append("\nnetwork ").append(network).append('\n');
    for (var command : commands) {
      text.append("command ")
          .append(command.name().text())
          .append(' ')
          .append(word(command.state()))
          .append(' ')
          .append(command.workstation().text())
          .append(' ')
          .append(command.executable())
          .append('\n');
    }
    return text.toString();
  }

  /// Reads the file's text; empty if a line of it is not understood.
  public static Optional<WrapList> parse(String text) {
    var list = EMPTY;
    for (String line : text.lines().toList()) {
      var next = list.with(line.split(" ", COMMAND_WORDS));
      if (next.isEmpty()) {
        return Optional.empty();
      }
      list = next.get();
    }
    return Optional.of(list);
  }

  private Optional<WrapList> with(String[] words) {
    return switch (words[0]) {
      case "all" -> words.length == 2 ? state(words[1]).map(this::with) : Optional.empty();
      case "network" -> words.length == 2 ? Network.of(words[1]).map(this::with) : Optional.empty();
      case "command" -> words.length == COMMAND_WORDS ? withCommand(words) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Optional<WrapList> withCommand(String[] words) {
    Optional<Switch> state = state(words[2]);
    if (state.isEmpty()
        || !ApplicationName.isValid(words[1])
        || !WorkstationName.isValid(words[3])
        || words[4].indexOf('\0') >= 0
        || !WrappedCommand.isPlain(Path.of(words[4]))) {
      return Optional.empty();
    }
    var name = new ApplicationName(words[1]);
    return command(name).isPresent()
        ? Optional.empty()
        : Optional.of(
            with(
                new WrappedCommand(
                    name, Path.of(words[4]), new WorkstationName(words[3]), state.get())));
  }

  private static String word(Switch state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Switch> state(String word) {
    return switch (word) {
      case "on" -> Optional.of(Switch.ON);
      case "off" -> Optional.of(Switch.OFF);
      default -> Optional.empty();
    };
  }
}
