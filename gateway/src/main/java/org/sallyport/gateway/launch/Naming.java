package org.sallyport.gateway.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// Names what is launched: by the name given, else by the program's file name.
final class Naming {
  /// The one application of a workstation that isolates as a whole.
  private static final ApplicationName WHOLE_WORKSTATION = new ApplicationName("workstation");

  private Naming() {}

  /// The workstation of that name.
  ///
  /// @throws GatewayException `CONFIGURATION` when the text is no name
  static WorkstationName workstation(String text) {
    if (!WorkstationName.isValid(text)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot launch in workstation \""
              + text
              + "\": a name is 1 to 32 of a-z, 0-9 and -, a letter first.");
    }
    return new WorkstationName(text);
  }

  /// What counts as one application in a launch.
  ///
  /// @param unit what the workstation says
  /// @param request the launch: a name that was given makes it one application
  static IsolationUnit unit(IsolationUnit unit, AdminRequest.Launch request) {
    return switch (unit) {
      case AUTOMATIC ->
          request.shell() && request.application() == null
              ? IsolationUnit.EXECUTABLE
              : IsolationUnit.APPLICATION;
      case EXECUTABLE ->
          request.application() == null ? IsolationUnit.EXECUTABLE : IsolationUnit.APPLICATION;
      case APPLICATION, WORKSTATION -> unit;
    };
  }

  /// The application that a launch is; where every program is one, what the launch is called.
  ///
  /// @param unit what counts as one application in the workstation
  /// @param given the name that the user gave, or null
  /// @param argv the command line
  /// @throws GatewayException `CONFIGURATION` when the given text is no name
  static ApplicationName application(
      IsolationUnit unit, @Nullable String given, List<String> argv) {
    if (given != null && !ApplicationName.isValid(given)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot launch application \""
              + given
              + "\": a name is 1 to 64 letters, digits or . _ + - and begins with none of . -");
    }
    return switch (unit) {
      case WORKSTATION -> WHOLE_WORKSTATION;
      case AUTOMATIC, APPLICATION, EXECUTABLE ->
          new ApplicationName(given != null ? given : fromProgram(argv));
    };
  }

  private static String fromProgram(List<String> argv) {
    String program = argv.isEmpty() ? "shell" : argv.getFirst();
    String file = program.substring(program.lastIndexOf('/') + 1);
    String cleaned = file.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^[.-]+", "");
    String name = cleaned.substring(0, Math.min(cleaned.length(), 64));
    return name.isEmpty() ? "unnamed" : name;
  }
}
