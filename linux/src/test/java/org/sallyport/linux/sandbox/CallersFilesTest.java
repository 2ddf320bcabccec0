package org.sallyport.linux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallersFilesTest {
  private static CallersFiles of(int uid) {
    return new CallersFiles(
        new CallersFiles.Caller(uid, uid),
        Samples.FILES,
        List.of(Path.of("/home/x/.local/state")),
        List.of());
  }

  @Test
  void whatAnswersForAnotherNetworkIsHidden() {
    List<String> options = of(1000).options();
    assertThat(options)
        .containsSubsequence("--dev-bind", "/", "/")
        .containsSubsequence("--tmpfs", "/home/x/.local/state")
        .containsSubsequence("--tmpfs", "/sys", "--tmpfs", "/run")
        .containsSubsequence("--ro-bind", Samples.FILES.mark().toString(), "/run/sallyport-inside");
    assertThat(options).anyMatch(option -> option.endsWith("/resolv.conf"));
    assertThat(options).anyMatch(option -> option.endsWith("/nsswitch.conf"));
    assertThat(options.indexOf("/run/sallyport-inside")).isGreaterThan(options.indexOf("/run"));
  }

  @Test
  void userStaysTheUserWithoutAnyRight() {
    assertThat(of(1000).options())
        .startsWith("--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL")
        .doesNotContain("--cap-add");
  }

  @Test
  void rootKeepsNothingThatLeadsOut() {
    assertThat(of(0).options())
        .startsWith("--cap-drop", "ALL")
        .contains("CAP_CHOWN", "CAP_SETUID")
        .doesNotContain(
            "--unshare-user",
            "CAP_SYS_ADMIN",
            "CAP_SYS_PTRACE",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_BPF",
            "CAP_MKNOD");
  }
}
