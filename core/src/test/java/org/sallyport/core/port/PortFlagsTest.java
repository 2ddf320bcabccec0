package org.sallyport.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;

/// Flags as torrc writes them.
final class PortFlagsTest {
  @Test
  void noWordsAreTorsDefaults() {
    assertThat(parsed()).isEqualTo(PortFlags.DEFAULTS);
    assertThat(parsed().port(PortKind.SOCKS, 9050)).isEqualTo(Port.of(PortKind.SOCKS, 9050));
  }

  @ParameterizedTest
  @EnumSource
  void everyIsolationFlagIsRead(IsolationFlag flag) {
    assertThat(parsed(flag.torrcName()).isolation()).contains(flag);
    assertThat(parsed(flag.torrcName().toUpperCase(Locale.ROOT)).isolation()).contains(flag);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ISOLATE_CLIENT_ADDR")
  void everyOtherIsolationFlagCanBeTurnedOff(IsolationFlag flag) {
    assertThat(parsed(flag.torrcName(), "no" + flag.torrcName()).isolation()).doesNotContain(flag);
  }

  @ParameterizedTest
  @EnumSource
  void everyTrafficFlagIsRead(TrafficFlag flag) {
    assertThat(parsed(flag.torrcName()).traffic()).containsExactly(flag);
    assertThat(parsed(flag.torrcName().toLowerCase(Locale.ROOT)).traffic()).containsExactly(flag);
  }

  @ParameterizedTest
  @CsvSource({
    "NoIPv4Traffic, IPv4Traffic",
    "NoIPv6Traffic, ipv6traffic",
    "PreferIPv6, NoPreferIPv6",
    "NoDNSRequest, DNSRequest",
    "NoOnionTraffic, OnionTraffic",
    "ExtendedErrors, noextendederrors",
    "KeepAliveIsolateSOCKSAuth, NoKeepAliveIsolateSOCKSAuth",
    "PreferSOCKSNoAuth, NoPreferSOCKSNoAuth"
  })
  void laterWordBeatsEarlierOne(String flag, String opposite) {
    assertThat(parsed(flag, opposite).traffic()).isEmpty();
    assertThat(parsed(opposite, flag).traffic()).hasSize(1);
  }

  @Test
  void sessionGroupIsRead() {
    assertThat(parsed("sessiongroup=7").sessionGroup()).isEqualTo(7);
    assertThat(parsed("SessionGroup=7").port(PortKind.SOCKS, 1).group())
        .isEqualTo(new SessionGroup.Named(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SessionGroup=",
        "SessionGroup=-1",
        "SessionGroup=1x",
        "SessionGroup=01",
        "SessionGroup",
        "SessionGroup=9999999999",
        "NoSessionGroup=1",
        "",
        "No",
        "Isolate",
        "NoNoIPv4Traffic",
        "IsolateDestAddr ",
        "IsolateDestAddr,IsolateDestPort",
        "NoIsolateClientAddr",
        "NoOnionTrafficOnly"
      })
  void isNoFlag(String word) {
    assertThat(problem(word)).startsWith("\"" + word + "\": ");
  }

  @ParameterizedTest
  @EnumSource
  void flagThatMeansNothingHereIsRefusedWithItsReason(RefusedFlag flag) {
    assertThat(problem(flag.torrcName())).contains(flag.reason());
  }

  @Test
  void contradictionsAreProblems() {
    assertThat(problem("SessionGroup=1", "SessionGroup=2")).contains("one session group");
    assertThat(problem("OnionTrafficOnly", "NoOnionTraffic")).contains("nothing could pass");
    assertThat(problem("NoIPv4Traffic", "NoIPv6Traffic", "NoOnionTraffic"))
        .contains("nothing could pass");
  }

  @Test
  void wordsOfAPortReadBackAsTheSamePort() {
    for (ListedPort entry : PortPreset.WHONIX.table().entries()) {
      Port port = entry.port();
      PortFlags flags = parsed(port.flagWords().toArray(String[]::new));
      assertThat(flags.port(port.kind(), port.number())).isEqualTo(port);
    }
    var every = new Port(PortKind.SOCKS, 1, new SessionGroup.Named(3), Set.of());
    assertThat(every.flagWords()).contains("NoIsolateSOCKSAuth", "SessionGroup=3");
  }

  @Test
  void whateverIsWrittenIsFlagsOrAProblem() {
    Law.holds(random -> {
      List<String> pieces =
          List.of("No", "Isolate", "DestAddr", "SessionGroup=", "7", "-", "IPv4Traffic", " ", "ı");
      String word =
          random
              .ints(random.nextInt(5), 0, pieces.size())
              .mapToObj(pieces::get)
              .collect(Collectors.joining());
      switch (PortFlags.parse(List.of(word))) {
        case PortFlags.Parsed.Flags(var flags) -> {
          String[] words = flags.port(PortKind.SOCKS, 1).flagWords().toArray(String[]::new);
          assertThat(parsed(words)).isEqualTo(flags);
        }
        case PortFlags.Parsed.Problem(var problem) -> assertThat(problem).contains(word);
      }
    });
  }

  private static PortFlags parsed(String... words) {
    return switch (PortFlags.parse(Arrays.asList(words))) {
      case PortFlags.Parsed.Flags(var flags) -> flags;
      case PortFlags.Parsed.Problem(var problem) -> throw new AssertionError(problem);
    };
  }

  private static String problem(String... words) {
    return switch (PortFlags.parse(List.of(words))) {
      case PortFlags.Parsed.Flags(var flags) -> throw new AssertionError(flags);
      case PortFlags.Parsed.Problem(var problem) -> problem;
    };
  }
}
