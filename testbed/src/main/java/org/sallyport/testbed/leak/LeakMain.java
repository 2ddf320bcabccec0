package org.sallyport.testbed.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.fault.FaultResult;
import org.sallyport.testbed.fault.FaultText;
import org.sallyport.testbed.lan.Seat;
import org.sallyport.testbed.leak.matrix.ComparisonView;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.matrix.MatrixJson;
import org.sallyport.testbed.leak.matrix.MatrixPage;
import org.sallyport.testbed.leak.matrix.MatrixText;
import org.sallyport.testbed.leak.matrix.Vantage;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.SealedNamespace;
import org.sallyport.testbed.world.JsonText;

/// `sallyport leaktest`: shows on this machine that nothing gets out of a workstation past Tor.
///
/// The launcher starts it in namespaces of its own (user, if it is not root; network, process,
/// mount), so it has a network without a way out, and everything that it starts ends with it. Ends
/// with status 0 when nothing leaked and everything was tested, 1 otherwise, and a failure's own
/// status when it could not be run.
public final class LeakMain {
  private LeakMain() {}

  /// Runs the leak test.
  ///
  /// @param arguments a directory for its files, which the launcher makes, then the user's own
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      if (arguments.isEmpty()) {
        throw new GatewayException(ErrorKind.CONFIGURATION, "leaktest needs a directory first.");
      }
      var room = Path.of(arguments.getFirst());
      var options = LeakOptions.parse(arguments.subList(1, arguments.size()));
      String launcher = System.getenv("SALLYPORT_LAUNCHER");
      if (launcher == null) {
        throw new GatewayException(
            ErrorKind.CONFIGURATION, "The leak test is started by `./sallyport leaktest`.");
      }
      if (options.vantage() == Vantage.MACHINE) {
        LanTerrain.requireRoot("leaktest --lan");
      }
      // Before any socket: the JDK looks for IPv6 once, and finds it only if lo is up.
      LoopbackAddresses.add(SealedNamespace.require(), List.of());
      return switch (options.extent()) {
        case QUICK, FULL ->
            onGround(launcher, room, options, (ground, bar) -> test(ground, bar, options));
        case SABOTAGE ->
            onGround(launcher, room, options, (ground, bar) -> sabotage(ground, bar, options));
        case COMPARE, COMPARE_QUICK ->
            onGround(launcher, room, options, (ground, bar) -> compare(ground, bar, options));
        case FAULTS, FAULTS_QUICK -> faults(launcher, room, options);
      };
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }

  private static int onGround(
      String launcher, Path room, LeakOptions options, ToIntBiFunction<Ground, Bar> test) {
    try (var bar = Bar.onStandardError("leaktest");
        var ground = Ground.at(launcher, room, terrain(options, room), bar)) {
      return test.applyAsInt(ground, bar);
    }
  }

  private static Terrain terrain(LeakOptions options, Path room) {
    return switch (options.vantage()) {
      case WORKSTATION -> new HostTerrain();
      case MACHINE -> new LanTerrain(room, Seat.PROBER);
    };
  }

  private static int test(Ground ground, Bar bar, LeakOptions options) {
    var matrix = new LeakTest(ground, bar).run(options.extent());
    bar.close();
    return report(matrix, options);
  }

  private static int sabotage(Ground ground, Bar bar, LeakOptions options) {
    var results = new SabotageTest(ground, bar).run();
    bar.close();
    switch (options.form()) {
      case TEXT -> SabotageTest.lines(results).forEach(System.out::println);
      case JSON -> System.out.println(JsonText.of(SabotageTest.json(results)));
    }
    return results.stream().allMatch(SabotageTest.Result::noticed) ? 0 : 1;
  }

  private static int compare(Ground ground, Bar bar, LeakOptions options) {
    var comparison = new CompareTest(ground, bar, options.extent()).run();
    bar.close();
    switch (options.form()) {
      case TEXT -> ComparisonView.lines(comparison).forEach(System.out::println);
      case JSON -> System.out.println(ComparisonView.json(comparison));
    }
    options.page().ifPresent(file -> write(file, ComparisonView.page(comparison)));
    return comparison.holds() ? 0 : 1;
  }

  private static int faults(String launcher, Path room, LeakOptions options) {
    FaultResult result;
    var leftovers = Leftovers.before();
    try (var bar = Bar.onStandardError("leaktest");
        var disk = FullDisk.mount(room);
        var ground =
            Ground.at(
                launcher, new Ground.Place(room, disk.directory()), terrain(options, room), bar)) {
      result = new FaultTest(options, disk, ground, bar).run();
    }
    result = result.with(leftovers.found());
    switch (options.form()) {
      case TEXT -> FaultText.lines(result).forEach(System.out::println);
      case JSON -> System.out.println(JsonText.of(FaultText.json(result)));
    }
    if (options.page().isPresent()) {
      write(options.page().get(), FaultText.page(result));
    }
    return result.holds() ? 0 : 1;
  }

  private static int report(Matrix matrix, LeakOptions options) {
    switch (options.form()) {
      case TEXT -> MatrixText.lines(matrix).forEach(System.out::println);
      case JSON -> System.out.println(MatrixJson.of(matrix));
    }
    options.page().ifPresent(file -> write(file, MatrixPage.of(matrix, options.vantage())));
    return matrix.holds() ? 0 : 1;
  }

  private static void write(Path file, String page) {
    try {
      Path _ = Files.writeString(file, page);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "The leak test ran, but %s could not be written (%s).".formatted(file, e.getMessage()),
          e);
    }
  }
}
