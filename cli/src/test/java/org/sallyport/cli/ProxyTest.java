package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyTest {
  private static final String KDE =
      """
      [Proxy Settings]
      ProxyType=1
      ReversedException=false
      socksProxy=socks://127.0.0.1 9122
      httpProxy=
      httpsProxy=
      ftpProxy=
      """;

  private static final String USERS =
      """
      # mine
      [Browser Settings]
      UserAgent=x

      [Proxy Settings]
      NoProxyFor=intranet
      httpProxy[$e]=http://$PROXY 3128
      ProxyType=4
      """;

  @TempDir private Path top;
  private Bench bench = new Bench(Path.of("/"), Map.of());

  @BeforeEach
  void bench() {
    bench = new Bench(top, Map.of());
  }

  private Path home(String workstation) {
    return top.resolve("state/tor/workstations").resolve(workstation).resolve("home");
  }

  private Path kde() {
    return home("default").resolve(".config/kioslaverc");
  }

  private void proxy(String... words) {
    var line = new String[words.length + 1];
    line[0] = "proxy";
    System.arraycopy(words, 0, line, 1, words.length);
    assertThat(bench.run(line)).as(bench.err()).isZero();
  }

  private void makePrivate(Path directory) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path _ = Files.createDirectories(directory, mode);
  }

  private void write(String text) throws IOException {
    makePrivate(kde().resolveSibling(""));
    Files.writeString(kde(), text);
  }

  @Test
  void onMakesTheSettingAndOffTakesItAway() {
    proxy("kde", "on");
    assertThat(kde()).hasContent(KDE);
    assertThat(bench.out()).contains("KDE's proxy setting in workstation default is on", "9122");
    proxy("kde", "off");
    assertThat(kde()).doesNotExist();
    assertThat(bench.out()).contains("is off");
  }

  @Test
  void gnomesSettingIsAKeyFile() {
    proxy("gnome", "on", "-w", "research");
    assertThat(home("research").resolve(".config/glib-2.0/settings/keyfile"))
        .content()
        .startsWith(
            """
            [system/proxy]
            mode='manual'

            [system/proxy/socks]
            host='127.0.0.1'
            port=9123
            """);
    assertThat(home("default")).doesNotExist();
    proxy("gnome", "off", "-w", "research");
    assertThat(home("research").resolve(".config/glib-2.0/settings")).isEmptyDirectory();
  }

  @Test
  void offBringsBackWhatWasThere() throws IOException {
    write(USERS);
    proxy("kde", "on");
    assertThat(kde())
        .hasContent(
            """
            # mine
            [Browser Settings]
            UserAgent=x

            [Proxy Settings]
            NoProxyFor=intranet
            httpProxy=
            ProxyType=1
            ReversedException=false
            socksProxy=socks://127.0.0.1 9122
            httpsProxy=
            ftpProxy=
            """);
    proxy("kde", "off");
    assertThat(kde()).hasContent(USERS);
  }

  @Test
  void twiceIsOnce() throws IOException {
    write(USERS);
    proxy("kde", "on");
    proxy("kde", "on");
    proxy("kde", "off");
    proxy("kde", "off");
    assertThat(kde()).hasContent(USERS);
  }

  @Test
  void whatTheUserHasChangedMeanwhileStays() throws IOException {
    write(USERS);
    proxy("kde", "on");
    Files.writeString(
        kde(), Files.readString(kde()).replace("ProxyType=1", "ProxyType=0") + "[New]\na=1\n");
    proxy("kde", "status");
    assertThat(bench.out()).contains("has been changed since");
    proxy("kde", "off");
    assertThat(kde()).hasContent(USERS.replace("ProxyType=4", "ProxyType=0") + "[New]\na=1\n");
  }

  @Test
  void onAgainRemembersWhatTheUserHasChanged() throws IOException {
    write(USERS);
    proxy("kde", "on");
    Files.writeString(kde(), Files.readString(kde()).replace("ProxyType=1", "ProxyType=0"));
    proxy("kde", "on");
    proxy("kde", "off");
    assertThat(kde()).hasContent(USERS.replace("ProxyType=4", "ProxyType=0"));
  }

  @Test
  void whatTheUserHadSetLikeThatIsTheUsers() throws IOException {
    write(KDE);
    proxy("kde", "on");
    proxy("kde", "off");
    assertThat(kde()).hasContent(KDE);
  }

  @Test
  void offAndStatusMakeNothing() throws IOException {
    proxy("kde", "status");
    proxy("gnome", "off");
    assertThat(top).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"kde, 9122", "gnome, 9123"})
  void jsonHasTheState(String desktop, int port) {
    proxy(desktop, "on");
    proxy(desktop, "status", "--json");
    assertThat(bench.out())
        .contains("\"desktop\" : \"" + desktop + "\"", "\"state\" : \"ON\"", "\"port\" : " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xfce on", "kde maybe", "kde", "", "kde on off"})
  void otherWordsAreRefused(String words) {
    assertThat(bench.run(("proxy " + words).strip().split(" "))).isEqualTo(2);
    assertThat(top).isEmptyDirectory();
  }

  @Test
  void aLinkInTheHomeIsNotFollowed() throws IOException {
    Path own = Files.writeString(top.resolve("kioslaverc"), "[Proxy Settings]\nProxyType=0\n");
    makePrivate(home("default"));
    Files.createSymbolicLink(home("default").resolve(".config"), top);
    assertThat(bench.run("proxy", "kde", "on")).isEqualTo(11);
    assertThat(bench.err()).contains("Links in its path are not followed");
    assertThat(own).hasContent("[Proxy Settings]\nProxyType=0\n");
  }
}
