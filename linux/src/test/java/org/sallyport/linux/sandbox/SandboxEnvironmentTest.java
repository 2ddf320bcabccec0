package org.sallyport.linux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.core.workstation.WorkstationName;

final class SandboxEnvironmentTest {
  private static final SandboxSpec SPEC = Samples.spec(Samples.KEPT);

  @Test
  void sessionStaysOutside() {
    Map<String, String> callers = new HashMap<>();
    for (String name :
        new String[] {
          "SSH_AUTH_SOCK",
          "DBUS_SESSION_BUS_ADDRESS",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "http_proxy",
          "ALL_PROXY",
          "LD_PRELOAD",
          "AWS_SECRET_ACCESS_KEY",
          "XAUTHORITY",
          "PYTHONPATH",
          "SUDO_USER"
        }) {
      callers.put(name, "secret");
    }
    assertThat(environment(callers).values()).doesNotContain("secret");
  }

  @Test
  void terminalAndLanguageAreKept() {
    Map<String, String> callers = Map.of("TERM", "xterm", "LANG", "C.UTF-8", "LC_TIME", "C");
    assertThat(environment(callers)).containsAllEntriesOf(callers);
  }

  @Test
  void oursReplaceTheUsers() {
    assertThat(environment(Map.of("TZ", "Asia/Tokyo", "HOME", "/x", "USER", "x", "SHELL", "/x")))
        .containsEntry("TZ", "UTC")
        .containsEntry("HOME", "/home/alice")
        .containsEntry("USER", "alice")
        .containsEntry("SHELL", "/bin/bash")
        .containsEntry("XDG_RUNTIME_DIR", "/run/user/1001")
        .containsEntry("SALLYPORT_WORKSTATION", "work")
        .containsEntry("TOR_SOCKS_PORT", "9150")
        .containsEntry("GSETTINGS_BACKEND", "keyfile")
        .containsEntry("TOR_SKIP_LAUNCH", "1");
  }

  @Test
  void pathKeepsWhatIsVisible() {
    String path = "/home/alice/bin:/opt/jdk/bin::.:relative:/tmp/x:/usr/bin:\0:/opt/../home/x";
    assertThat(environment(Map.of("PATH", path)).get("PATH"))
        .isEqualTo(
            "/opt/jdk/bin:/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin"
                + ":/usr/local/games:/usr/games");
  }

  private static Map<String, String> environment(Map<String, String> callers) {
    return SandboxEnvironment.of(callers, SPEC, new WorkstationName("work"));
  }
}
