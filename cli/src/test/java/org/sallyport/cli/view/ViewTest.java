package org.sallyport.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.api.AdminReply;
import org.sallyport.cli.Golden;
import org.sallyport.cli.Replies;
import org.sallyport.cli.screen.Style;

final class ViewTest {
  private static final int WIDTH = 80;

  static Stream<String> names() {
    return Replies.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void showsEveryReplyInEightyColumns(String name) {
    String text = new View(Style.PLAIN).of(reply(name));
    Golden.assertKept("view/" + name + ".txt", text);
    assertThat(text).endsWith("\n").doesNotContain("\u001b");
    assertThat(text.lines()).allMatch(line -> line.length() <= WIDTH);
  }

  @ParameterizedTest
  @MethodSource("names")
  void colourChangesNoWord(String name) {
    String plain = new View(Style.PLAIN).of(reply(name));
    String coloured = new View(Style.COLOUR).of(reply(name));
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void violationIsTheFirstLineInRed() {
    for (String name : new String[] {"status-violated", "circuits-none", "isolation-violated"}) {
      assertThat(new View(Style.COLOUR).of(reply(name)))
          .as(name)
          .startsWith("\u001b[1;31mVIOLATION: 1 circuit ");
    }
  }

  private static AdminReply reply(String name) {
    var reply = Replies.all().get(name);
    if (reply == null) {
      throw new AssertionError(name);
    }
    return reply;
  }
}
