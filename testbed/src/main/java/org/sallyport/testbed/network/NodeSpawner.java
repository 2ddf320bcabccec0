package org.sallyport.testbed.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Starts the network's processes so that none outlives this JVM, and none has its capabilities.
///
/// `--pdeathsig KILL` is bound to the *thread* that forks, so one platform thread starts them all
/// and lives until [#close]; when the JVM is killed, the kernel kills them with it, in the moment
/// before the control connection owns them too.
final class NodeSpawner implements AutoCloseable {
  private static final List<String> PREFIX =
      List.of("setpriv", "--pdeathsig", "KILL", "--ambient-caps=-all", "--inh-caps=-all", "--");

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("private-network-spawner").factory());

  /// Starts a command whose output goes to a file.
  Process start(List<String> command, Path output) {
    var argv = new ArrayList<>(PREFIX);
    argv.addAll(command);
    var builder =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(output.toFile());
    try {
      Callable<Process> starting = builder::start;
      return thread.submit(starting).get();
    } catch (ExecutionException e) {
      throw failed(command, e.getCause() instanceof IOException io ? io : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(command, e);
    }
  }

  private static GatewayException failed(List<String> command, Exception why) {
    return new GatewayException(
        ErrorKind.MISSING_PREREQUISITE,
        "A node of the private Tor network did not start: %s could not be run (%s). Install tor and"
                .formatted(command.getFirst(), why.getMessage())
            + " util-linux.",
        why);
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
