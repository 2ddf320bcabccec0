package org.sallyport.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.policy.ProgramPaths;
import org.sallyport.core.policy.Switches;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

final class ProgramPoliciesTest {
  @TempDir private Path directory;

  @Test
  void aProgramIsTheApplicationThatNamesIt() throws Exception {
    Path real = Files.createFile(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    Files.writeString(
        directory.resolve("org.example.web.desktop"),
        "[Desktop Entry]\nExec=env A=b \"/opt/web/web\" %u\n[Desktop Action x]\nExec=/no\n");
    var policies =
        policies(
            application("linked", List.of(link.toString()), List.of(), List.of()),
            application("script", List.of(), List.of("/home/a.py"), List.of()),
            application("wrapper", List.of("/usr/bin/wrapper"), List.of(), List.of()),
            application("web", List.of(), List.of(), List.of("org.example.web", "no.such")));
    assertThat(name(policies, real.toString(), null)).isEqualTo("linked");
    assertThat(name(policies, "/usr/bin/python3", "/home/a.py")).isEqualTo("script");
    assertThat(name(policies, "/bin/sh", "/usr/bin/wrapper")).isEqualTo("wrapper");
    assertThat(name(policies, "/opt/web/web", null)).isEqualTo("web");
    assertThat(name(policies, "/no", null)).isEqualTo("no");
    assertThat(name(policies, "/usr/bin/python3", "/home/b.py")).isEqualTo("b.py");
    assertThat(name(policies, "/tmp/web", null)).isEqualTo("web-2");
  }

  @Test
  void unknownOpenersHaveThePolicyOfThatName() {
    assertThat(policies().ofUnknown().name()).isEqualTo(ProgramNames.UNKNOWN);
    var configured = application("unknown", List.of("/x"), List.of(), List.of());
    assertThat(policies(configured).ofUnknown()).isEqualTo(configured);
  }

  @Test
  void onlyTheMainGroupOfADesktopFileCounts() {
    assertThat(
            DesktopEntry.commands(
                "[X]\nExec=no\n[Desktop Entry]\nName=a\nTryExec = b\nExec=c %f\n[Y]\nExec=d"))
        .containsExactly("b", "c %f");
    assertThat(DesktopEntry.program("/usr/bin/env GTK=1 foo --bar")).contains("foo");
    assertThat(DesktopEntry.program("\"/opt/a b/c\" %U")).contains("/opt/a b/c");
    assertThat(DesktopEntry.program("env")).isEmpty();
    assertThat(DesktopEntry.programs(directory, "../passwd")).isEmpty();
  }

  private ProgramPolicies policies(ApplicationPolicy... applications) {
    var defaults = WorkstationPolicy.defaults(WorkstationName.DEFAULT);
    var policy =
        new WorkstationPolicy(
            defaults.name(),
            defaults.dns(),
            defaults.transparentTcp(),
            defaults.unit(),
            defaults.ports(),
            List.of(applications));
    return ProgramPolicies.of(policy, new ProgramNames(), directory);
  }

  private static ApplicationPolicy application(
      String name, List<String> executables, List<String> scripts, List<String> desktop) {
    return new ApplicationPolicy(
        new ApplicationName(name),
        new ProgramPaths(executables, scripts, desktop),
        Set.of(),
        DestinationPolicy.EVERYTHING,
        Switches.INHERITED);
  }

  private static String name(ProgramPolicies policies, String executable, @Nullable String script) {
    return policies.of(new Program(executable, script)).orElseThrow().name().text();
  }
}
