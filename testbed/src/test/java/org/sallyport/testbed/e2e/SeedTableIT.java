package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sallyport.testbed.e2e.Opener.Call;
import org.sallyport.testbed.e2e.Opener.Route;
import org.sallyport.testbed.e2e.Opener.Way;
import org.sallyport.testbed.e2e.SeedProgram.Port;
import org.sallyport.testbed.e2e.TorWatch.Seen;

/// The table of programs that a Whonix-Workstation isolates (`sallyport wrap list`), with the real
/// ones, as far as Debian has them: each works on the port that the table keeps for it, and each
/// that is wrapped is an application of its own. By root, whom `ssh` knows by name.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeedTableIT {
  private static final String WORLD = "192.88.99.50";

  /// Programs with windows. Their ports are asked by a SOCKS client (`PortTableIT`).
  private static final Set<String> WINDOWS =
      Set.of("hexchat", "thunderbird", "onionshare", "onionshare-gui", "ricochet");

  private final Deployment deployment =
      Deployment.of(Account.available().getFirst())
          .configured("[workstation.default]\nports = \"whonix\"\n")
          .up();
  private final WorldHost world = WorldHost.start(deployment);

  @BeforeAll
  void serve() {
    serve("apt/Packages", "\n"); // an empty list is enough for `apt-get update`
    serve("pks/lookup", SeedProgram.KEY);
  }

  @AfterAll
  void close() {
    world.close();
    deployment.close();
  }

  @Test
  void everyRowThatIsHereIsTried() {
    var here =
        deployment
            .shell(Installation.ofThisRun().launcher() + " wrap list")
            .assertOk()
            .out()
            .lines()
            .skip(1)
            .filter(row -> !row.endsWith("not installed"))
            .map(row -> row.split(" +", 4))
            .filter(words -> !WINDOWS.contains(words[0]))
            .map(words -> words[0] + " " + words[2]);
    assertThat(SeedProgram.ALL)
        .extracting(program -> program.name() + " " + program.portText())
        .containsExactlyInAnyOrderElementsOf(here.toList());
  }

  @Test
  void programsWorkOnTheirPorts() {
    try (var opener = Opener.in(deployment, "default", "seed");
        var watch = TorWatch.of(deployment)) {
      for (var program : SeedProgram.ALL) {
        program
            .port()
            .ifPresent(port -> {
              var line = program.on(port);
              var seen =
                  watch.during(() ->
                      deployment.runWith(List.of("--app", "seed"), "sh", "-c", line).assertOk());
              var alike = watch.during(() -> openAlike(opener, program, port));
              assertThat(tokens(alike)).as("%s", program).containsAll(tokens(seen));
            });
      }
    }
  }

  /// The streams that a program may open on its port for that: by name, or as torsocks does.
  private static void openAlike(Opener opener, SeedProgram program, Port port) {
    int destination = program.destination();
    var at = new Route("", "127.0.0.1", port.number());
    opener.open(new Call(Way.SOCKS5, "web.test", destination, "", ""), at);
    opener.open(new Call(Way.SOCKS5, WORLD, destination, "", ""), at);
    opener.open(new Call(Way.RESOLVE, "web.test", 0, "", ""), at);
    opener.closeStreams();
  }

  @Test
  void wrappedProgramsAreApplicationsOfTheirOwn() {
    deployment.wrap(SeedProgram.ALL.stream().map(SeedProgram::name).toList());
    Set<String> used = new HashSet<>();
    try (var watch = TorWatch.of(deployment)) {
      for (var program : SeedProgram.ALL) {
        var seen = watch.during(() -> deployment.shell(program.transparent()).assertOk());
        try (var opener = Opener.in(deployment, "default", program.name())) {
          var at = new Route("", "", 0);
          var call = new Call(Way.TRANS, WORLD, program.destination(), "", "");
          var alike = watch.during(() -> opener.open(call, at));
          assertThat(tokens(seen)).as("%s", program).isEqualTo(tokens(alike));
        }
        assertThat(watch.carriers(seen)).as("%s", program).isNotEmpty().allMatch(used::add);
      }
    }
  }

  private static Set<String> tokens(List<Seen> seen) {
    assertThat(seen).isNotEmpty();
    return seen.stream().map(Seen::token).collect(Collectors.toSet());
  }

  /// Lets the world's host serve a file.
  private void serve(String file, String text) {
    try {
      var path = deployment.home().resolve("world").resolve(file);
      deployment.own(Files.createDirectories(path.getParent()));
      deployment.own(Files.writeString(path, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
