package org.sallyport.gateway.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.ApplicationName;

final class WrapFilesTest {
  private static final Program CURL = new Program("/usr/bin/curl", null);
  private static final String HEAD = "all on\nnetwork tor\n";

  @TempDir private Path directory;

  @Test
  void aProgramOrScriptOfTheListIsItsCommand() throws IOException {
    var wrapped =
        read(HEAD + "command curl on default /usr/bin/curl\ncommand x on default /opt/x.py\n");
    assertThat(wrapped.of(CURL)).contains(new ApplicationName("curl"));
    assertThat(wrapped.of(new Program("/usr/bin/python3", "/opt/x.py")))
        .contains(new ApplicationName("x"));
    assertThat(wrapped.of(new Program("/usr/bin/python3", null))).isEmpty();
    assertThat(wrapped.names("curl")).isTrue();
    assertThat(wrapped.names("/usr/bin/curl")).isTrue();
    assertThat(wrapped.names("/opt/curl")).isFalse();
  }

  @Test
  void aLinkIsTheProgramThatItLeadsTo() throws IOException {
    Path program = Files.createFile(directory.resolve("program-1.2"));
    Path link = Files.createSymbolicLink(directory.resolve("program"), program);
    var wrapped = read(HEAD + "command program on default " + link + "\n");
    assertThat(wrapped.of(new Program(program.toRealPath().toString(), null)))
        .contains(new ApplicationName("program"));
  }

  @Test
  void switchesTakeCommandsOut() throws IOException {
    assertThat(read(HEAD + "command curl off default /usr/bin/curl\n").isEmpty()).isTrue();
    assertThat(read("all off\nnetwork tor\ncommand curl on default /usr/bin/curl\n").of(CURL))
        .isEmpty();
  }

  @Test
  void theFirstListThatNamesACommandCounts() throws IOException {
    Path own = list("own", HEAD + "command curl off default /usr/bin/curl\n");
    Path roots = list("roots", HEAD + "command curl on default /usr/bin/curl\n");
    assertThat(new WrapFiles(List.of(own, roots)).read().of(CURL)).isEmpty();
    assertThat(new WrapFiles(List.of(roots, own)).read().of(CURL)).isPresent();
  }

  @Test
  void noListWrapsNothingAndABrokenOneStopsTheLaunch() throws IOException {
    assertThat(new WrapFiles(List.of(directory.resolve("none"))).read().isEmpty()).isTrue();
    assertThatThrownBy(() -> read(HEAD + "command curl of default /bin/sh\n"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("not understood");
  }

  private WrappedPrograms read(String text) throws IOException {
    return new WrapFiles(List.of(list("wrap", text))).read();
  }

  private Path list(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
