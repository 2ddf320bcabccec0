package org.sallyport.cli.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.GatewayException;

/// Turns this process into another program.
@FunctionalInterface
public interface Replacement {
  /// Becomes the program.
  ///
  /// @param argv the whole command line, an absolute path first
  /// @param environment the whole environment
  /// @param descriptors number → file to open there first
  /// @return only by failing: the failure, for the caller to throw
  GatewayException replace(
      List<String> argv, Map<String, String> environment, Map<Integer, Path> descriptors);
}
