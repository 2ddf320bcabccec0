package org.sallyport.linux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.linux.exec.ExecPlan;
import org.sallyport.linux.golden.GoldenFile;

final class LaunchCommandTest {
  private static final NamespaceHandle NAMESPACE = new NamespaceHandle(4711, 42);

  @Test
  void rootlessWithKeptHome() throws Exception {
    check("user-kept", Standpoint.USER, launch(Samples.spec(Samples.KEPT)));
  }

  @Test
  void rootWithEphemeralHome() throws Exception {
    check("root-ephemeral", Standpoint.ROOT, launch(Samples.spec(new SandboxHome.Ephemeral())));
  }

  @Test
  void insideWithSharesAndSockets() throws Exception {
    SandboxSpec spec =
        Samples.spec(
            Samples.KEPT,
            HostBind.share(Path.of("/home/alice/project"), HostBind.Access.READ_WRITE),
            HostBind.share(Path.of("/srv/data"), HostBind.Access.READ_ONLY),
            new HostBind(
                Path.of("/run/user/1001/sallyport/l1"),
                Path.of("/run/anon-ws-disable-stacked-tor"),
                HostBind.Access.READ_ONLY));
    check(
        "inside-shares",
        Standpoint.INSIDE,
        Samples.launch(spec, "/home/alice/project/src", "make", "-j", "2"));
  }

  @Test
  void planHandsOverTheFilterAndTheEnvironment() {
    ExecPlan plan =
        LaunchCommand.of(
            new Entrance(Standpoint.USER, NAMESPACE, Samples.PROGRAMS),
            launch(Samples.spec(Samples.KEPT)));
    assertThat(plan.files())
        .containsOnly(
            entry(200, Samples.FILES.filter()), entry(201, Path.of("/run/sallyport/launch-1")));
    assertThat(plan.environment()).containsOnlyKeys("TERM");
    assertThat(plan.arguments()).containsSubsequence("--args", "201", "--", "curl");
  }

  @Test
  void commandLineTellsNothingOfTheHost() {
    ExecPlan plan =
        LaunchCommand.of(
            new Entrance(Standpoint.USER, NAMESPACE, Samples.PROGRAMS),
            launch(Samples.spec(Samples.KEPT)));
    assertThat(String.join(" ", plan.arguments())).doesNotContain("alice");
  }

  @Test
  void programsOptionsAreItsOwn() {
    ExecPlan plan =
        LaunchCommand.of(
            new Entrance(Standpoint.ROOT, NAMESPACE, Samples.PROGRAMS),
            Samples.launch(Samples.spec(Samples.KEPT), "/", "--bind", "/", "/"));
    assertThat(plan.arguments()).endsWith("--", "--bind", "/", "/");
  }

  @Test
  void programIsNotTakenForVariable() {
    assertThat(KeyboardSignals.restoredFor(List.of("a=b", "c")))
        .endsWith("/bin/sh", "-c", "exec \"$0\" \"$@\"", "a=b", "c");
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> new NamespaceHandle(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Program(List.of(), Path.of("/")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Program(List.of("x"), Path.of("relative")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Launch launch(SandboxSpec spec) {
    return Samples.launch(spec, "/home/alice/src", "curl", "http://web.test/");
  }

  private static void check(String name, Standpoint standpoint, Launch launch) throws Exception {
    ExecPlan plan = LaunchCommand.of(new Entrance(standpoint, NAMESPACE, Samples.PROGRAMS), launch);
    GoldenFile.check(
        "sandbox/" + name + ".txt", lines(plan.arguments()) + "\n" + lines(options(launch)));
  }

  private static List<String> options(Launch launch) {
    String text = new String(LaunchCommand.options(launch), StandardCharsets.UTF_8);
    assertThat(text).endsWith("\0");
    return List.of(text.split("\0"));
  }

  private static String lines(List<String> words) {
    return String.join("\n", words).replaceAll("\n(?!--)", " ") + "\n";
  }
}
