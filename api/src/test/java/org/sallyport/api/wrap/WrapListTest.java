package org.sallyport.api.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.location.Network;
import org.sallyport.api.wrap.WrappedCommand.Switch;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

final class WrapListTest {
  private static final WrappedCommand CURL = command("curl", Switch.ON);
  private static final WrappedCommand GIT = command("git", Switch.OFF);

  private static WrappedCommand command(String name, Switch state) {
    return new WrappedCommand(
        new ApplicationName(name), Path.of("/usr/bin", name), WorkstationName.DEFAULT, state);
  }

  @Test
  void textIsWhatShimsRead() {
    var list = new WrapList(Switch.OFF, Network.TESTNET, List.of(GIT, CURL));
    assertThat(list.text())
        .isEqualTo(
            """
            all off
            network testnet
            command curl on default /usr/bin/curl
            command git off default /usr/bin/git
            """);
    assertThat(WrapList.parse(list.text())).contains(list);
  }

  @Test
  void commandIsThereOnce() {
    var list = WrapList.EMPTY.with(CURL).with(GIT).with(CURL.with(Switch.OFF));
    assertThat(list.commands()).containsExactly(CURL.with(Switch.OFF), GIT);
    assertThat(list.without(GIT.name()).commands()).containsExactly(CURL.with(Switch.OFF));
    assertThat(list.command(GIT.name())).contains(GIT);
    assertThatThrownBy(() -> new WrapList(Switch.ON, Network.TOR, List.of(CURL, CURL)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "all maybe",
        "all on off",
        "network other",
        "command curl on default",
        "command curl on default curl",
        "command curl on default /usr/bin/../curl",
        "command curl on default /usr/bin/cu rl",
        "command curl on default /usr/bin/cu'rl",
        "command curl perhaps default /usr/bin/curl",
        "command -c on default /usr/bin/curl",
        "command curl on Default /usr/bin/curl",
        "command curl on default /usr/bin/curl\ncommand curl on default /usr/bin/curl",
        ""
      })
  void doubtfulLineMakesAllUnreadable(String line) {
    assertThat(WrapList.parse("all on\n" + line + "\nnetwork tor\n")).isEmpty();
  }
}
