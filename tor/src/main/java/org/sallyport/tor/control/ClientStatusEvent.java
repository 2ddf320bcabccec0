package org.sallyport.tor.control;

import java.util.Map;

/// A `STATUS_CLIENT` event: what tor says about itself as a client, above all `BOOTSTRAP`.
///
/// `severity` is `NOTICE`, `WARN` or `ERR`. Arguments of `BOOTSTRAP`: `PROGRESS`, `TAG`, `SUMMARY`,
/// and when something is wrong `WARNING`, `REASON`, `COUNT`, `RECOMMENDATION`, `HOSTID`, `HOSTADDR`
/// (a guard or bridge: never log it). Source: control-spec, section 4.1.10.
public record ClientStatusEvent(String severity, String action, Map<String, String> arguments)
    implements ControlEvent {
  private static final int MAX_PERCENT = 100;

  public ClientStatusEvent {
    arguments = Map.copyOf(arguments);
  }

  static ClientStatusEvent parse(String body) throws MalformedReplyException {
    var line = KeywordLine.parse(body, 2);
    var event = new ClientStatusEvent(line.word(0), line.word(1), line.keywords());
    line.number("PROGRESS", MAX_PERCENT);
    return event;
  }

  public boolean isBootstrap() {
    return action.equals("BOOTSTRAP");
  }

  /// `PROGRESS` in percent, 0 if absent.
  public int progress() {
    String progress = argument("PROGRESS");
    return progress.isEmpty() ? 0 : Integer.parseInt(progress);
  }

  /// The value of an argument, or "".
  public String argument(String name) {
    return arguments.getOrDefault(name, "");
  }

  /// The severity and the action: arguments may name a guard.
  @Override
  public String toString() {
    return "ClientStatusEvent[" + severity + " " + action + "]";
  }
}
