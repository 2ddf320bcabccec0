package org.sallyport.cli.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.exec.Exec;
import org.sallyport.linux.exec.ExecPlan;

/// The real one: `execve`, so that no JVM stays behind.
public final class ExecReplacement implements Replacement {
  @Override
  public GatewayException replace(
      List<String> argv, Map<String, String> environment, Map<Integer, Path> descriptors) {
    return Exec.replace(new ExecPlan(argv, environment, descriptors));
  }
}
