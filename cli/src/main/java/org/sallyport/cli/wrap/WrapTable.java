package org.sallyport.cli.wrap;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.api.wrap.WrapList;
import org.sallyport.api.wrap.WrapReport;
import org.sallyport.api.wrap.WrapReport.Row;
import org.sallyport.api.wrap.WrappedCommand;
import org.sallyport.api.wrap.WrappedCommand.Switch;
import org.sallyport.core.workstation.ApplicationName;

/// What is wrapped and what could be: the seed's commands, and the user's own.
public final class WrapTable {
  private WrapTable() {}

  /// The table.
  public static WrapReport of(Wraps wraps) {
    WrapList list = wraps.list();
    var rows = new TreeMap<String, Row>();
    Seed.ALL.forEach(seed -> rows.put(seed.name(), row(seed.name(), wraps, list)));
    list.commands()
        .forEach(
            command -> rows.put(command.name().text(), row(command.name().text(), wraps, list)));
    return new WrapReport(
        list.all() == Switch.ON,
        list.network().text(),
        wraps.directory().toString(),
        List.copyOf(rows.values()));
  }

  private static Row row(String name, Wraps wraps, WrapList list) {
    Optional<WrappedCommand> command = list.command(new ApplicationName(name));
    var port = Seed.of(name).map(Seed::port).orElse(null);
    String program =
        command
            .map(WrappedCommand::executable)
            .or(() -> wraps.installed(name))
            .map(Object::toString)
            .orElse(null);
    return new Row(
        name,
        command.map(one -> state(one, wraps)).orElse(WrapReport.State.NO),
        port,
        command.map(one -> one.workstation().text()).orElse(null),
        program);
  }

  private static WrapReport.State state(WrappedCommand command, Wraps wraps) {
    return switch (command.state()) {
      case OFF -> WrapReport.State.OFF;
      case ON -> wraps.isMet(command.name()) ? WrapReport.State.ON : WrapReport.State.NOT_MET;
    };
  }
}
