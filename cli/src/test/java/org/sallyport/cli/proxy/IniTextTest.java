package org.sallyport.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IniTextTest {
  private static final IniText.Key PROXY = new IniText.Key("Proxy Settings", "socksProxy");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# a comment\n",
        "[Other]\na=1\n",
        "[Proxy Settings]\nNoProxyFor=x\n",
        "[Other]\na=1\n\n[Proxy Settings]\nNoProxyFor=x\n\n[Last]\nsocksProxy=not this one\n",
      })
  void withoutTakesBackWhatWithHasAdded(String before) {
    IniText with = IniText.of(before).with(PROXY, "socksProxy=x");
    assertThat(with.value(PROXY)).contains("x");
    assertThat(with.without(PROXY).text()).isEqualTo(before);
  }

  @Test
  void whatIsThereKeepsItsPlace() {
    IniText text = IniText.of("[Proxy Settings]\na=1\nsocksProxy = old\nb=2\n");
    assertThat(text.with(PROXY, "socksProxy=new").text())
        .isEqualTo("[Proxy Settings]\na=1\nsocksProxy=new\nb=2\n");
  }

  @Test
  void newKeysGoToTheEndOfTheirGroup() {
    IniText text = IniText.of("[Proxy Settings]\na=1\n\n[Other]\nb=2\n");
    assertThat(text.with(PROXY, "socksProxy=x").text())
        .isEqualTo("[Proxy Settings]\na=1\nsocksProxy=x\n\n[Other]\nb=2\n");
  }

  @Test
  void ofSeveralLinesTheLastCountsAndOneStays() {
    IniText text =
        IniText.of("[Proxy Settings]\nsocksProxy=1\n[Other]\n[Proxy Settings]\nsocksProxy=2\n");
    assertThat(text.value(PROXY)).contains("2");
    assertThat(text.with(PROXY, "socksProxy=3").text())
        .isEqualTo("[Proxy Settings]\nsocksProxy=3\n[Other]\n[Proxy Settings]\n");
  }

  @Test
  void optionsAreNoPartOfTheName() {
    IniText text = IniText.of("[Proxy Settings]\nsocksProxy[$e]=$HOME\nsocksProxy[de]=nein\n");
    assertThat(text.line(PROXY)).contains("socksProxy[$e]=$HOME");
    assertThat(text.without(PROXY).text()).isEqualTo("[Proxy Settings]\nsocksProxy[de]=nein\n");
  }

  @Test
  void commentsAndOtherGroupsAreNotTheKey() {
    IniText text =
        IniText.of("socksProxy=0\n[Proxy Settings]\n# socksProxy=1\n[X]\nsocksProxy=2\n");
    assertThat(text.value(PROXY)).isEmpty();
  }
}
