package org.sallyport.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.core.port.IsolationFlag.ISOLATE_DEST_ADDR;
import static org.sallyport.core.port.IsolationFlag.ISOLATE_DEST_PORT;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The presets against Whonix's own numbers, and the rules of a table.
final class PortTableTest {
  private static final PortTable WHONIX = PortPreset.WHONIX.table();

  @Test
  void whonixHasItsSixtySocksPortsAndFortyTunnelPorts() {
    assertThat(numbers(PortKind.SOCKS).filter(number -> number != 9116)).hasSize(60);
    assertThat(numbers(PortKind.HTTP_TUNNEL).filter(number -> number >= 9190)).hasSize(40);
    assertThat(numbers(PortKind.TRANS)).containsExactly(9040);
    assertThat(numbers(PortKind.DNS)).containsExactly(5300);
  }

  @ParameterizedTest
  @CsvSource({
    "9050, false, false", "9100, false, false", "9101, true, true", "9102, true, true",
    "9104, false, false", "9109, true, true", "9111, false, false", "9117, true, true",
    "9122, false, false", "9125, false, false", "9152, false, false", "9159, false, false",
    "9160, true, false", "9169, true, false", "9170, false, true", "9179, false, true",
    "9180, true, true", "9189, true, true", "9190, false, false", "9200, true, false",
    "9210, false, true", "9220, true, true", "9229, true, true", "9040, false, false",
    "5300, false, true"
  })
  void whonixPortsHaveTheirFlags(int number, boolean address, boolean port) {
    Port found =
        WHONIX.ports().stream().filter(p -> p.number() == number).findFirst().orElseThrow();
    assertThat(found.has(ISOLATE_DEST_ADDR)).isEqualTo(address);
    assertThat(found.has(ISOLATE_DEST_PORT)).isEqualTo(port);
  }

  @ParameterizedTest
  @EnumSource
  void browsersPortHasItsFlags(PortPreset preset) {
    assertThat(preset.table().ports())
        .filteredOn(port -> port.number() == 9150)
        .singleElement()
        .satisfies(port ->
            assertThat(port.traffic())
                .containsExactlyInAnyOrder(
                    TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH,
                    TrafficFlag.PREFER_IPV6,
                    TrafficFlag.EXTENDED_ERRORS));
  }

  @ParameterizedTest
  @EnumSource
  void everyPortSaysWhatItIsForAndIsItsOwnSessionGroup(PortPreset preset) {
    assertThat(preset.table().entries()).noneMatch(entry -> entry.purpose().isBlank());
    assertThat(preset.table().ports().stream().map(Port::group)).doesNotHaveDuplicates();
  }

  @Test
  void ownPortTakesThePlaceOfThePresets() {
    var own = listed(PortKind.HTTP_TUNNEL, 9050);
    var trans = listed(PortKind.TRANS, 9999);
    PortTable table = PortPreset.STANDARD.table().with(List.of(own, trans));
    assertThat(table.entries()).contains(own, trans);
    assertThat(table.ports()).noneMatch(port -> port.number() == 9040);
    assertThat(table.entries()).hasSameSizeAs(PortPreset.STANDARD.table().entries());
  }

  @Test
  void refusesWhatContradictsItself() {
    var table = PortPreset.STANDARD.table();
    var twice = List.of(listed(PortKind.SOCKS, 1), listed(PortKind.HTTP_TUNNEL, 1));
    assertThatThrownBy(() -> table.with(twice)).hasMessageContaining("1 twice");
    var two = List.of(listed(PortKind.DNS, 1), listed(PortKind.DNS, 2));
    assertThatThrownBy(() -> table.with(two)).hasMessageContaining("DNSPort: several");
    var many =
        Stream.iterate(1, number -> number + 1)
            .limit(PortTable.MAX_PORTS + 1)
            .map(number -> listed(PortKind.SOCKS, number))
            .toList();
    assertThatThrownBy(() -> new PortTable(many)).hasMessageContaining("at most");
  }

  @Test
  void rowsFoldNeighboursThatDifferInTheirNumberOnly() {
    assertThat(WHONIX.rows())
        .extracting(row -> row.numbers().toString())
        .contains("9152-9159", "9160-9169", "9190-9199", "9101", "9102")
        .doesNotContain("9152-9169");
    int ports =
        WHONIX.rows().stream()
            .mapToInt(row -> row.numbers().last() - row.numbers().first() + 1)
            .sum();
    assertThat(ports).isEqualTo(WHONIX.entries().size());
  }

  @Test
  void groupsHoldEveryPortOnceAndListenOnTheLowest() {
    List<PortGroup> groups = PortGroup.of(WHONIX.ports());
    assertThat(groups.stream().flatMap(group -> group.ports().stream()))
        .containsExactlyInAnyOrderElementsOf(WHONIX.ports());
    for (PortGroup group : groups) {
      assertThat(group.listening().number()).isEqualTo(group.ranges().getFirst().first());
      for (Port port : group.ports()) {
        assertThat(group.find(port.number())).contains(port);
        assertThat(group.ranges()).anyMatch(range -> range.contains(port.number()));
      }
    }
    assertThat(groups.getFirst().find(9112)).isEmpty();
  }

  @Test
  void rangesCoverTheirNumbersAndNoOther() {
    assertThat(PortRange.covering(List.of(5, 3, 4, 9, 7)).toString()).isEqualTo("[3-5, 7, 9]");
    assertThat(PortRange.parse("3-5")).contains(new PortRange(3, 5));
    assertThat(Stream.of("5-3", "0", "65536", "1-65536", "-3", "3-", "", "03", "1--2"))
        .allMatch(text -> PortRange.parse(text).isEmpty());
  }

  private static Stream<Integer> numbers(PortKind kind) {
    return WHONIX.ports().stream().filter(port -> port.kind() == kind).map(Port::number);
  }

  private static ListedPort listed(PortKind kind, int number) {
    return new ListedPort(Port.of(kind, number).plus(Set.of(), Set.of()), "");
  }
}
