package org.sallyport.api.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.api.location.Surroundings;
import org.sallyport.core.error.GatewayException;

final class WrapPlacesTest {
  private static WrapPlaces places(long uid, Map<String, String> variables) {
    return WrapPlaces.of(new Surroundings(variables, uid, _ -> true));
  }

  @Test
  void rootsShimsAreBeforeThePackages() {
    assertThat(places(0, Map.of("HOME", "/root")))
        .isEqualTo(new WrapPlaces(Path.of("/usr/local/bin"), Path.of("/etc/sallyport/wrap")));
  }

  @Test
  void usersShimsAreInTheHome() {
    assertThat(places(1000, Map.of("HOME", "/home/u", "XDG_CONFIG_HOME", "relative")))
        .isEqualTo(
            new WrapPlaces(
                Path.of("/home/u/.local/share/sallyport/bin"),
                Path.of("/home/u/.config/sallyport/wrap")));
    assertThat(places(1000, Map.of("XDG_DATA_HOME", "/d", "XDG_CONFIG_HOME", "/c")))
        .isEqualTo(new WrapPlaces(Path.of("/d/sallyport/bin"), Path.of("/c/sallyport/wrap")));
  }

  @Test
  void oneVariableMovesAll() {
    assertThat(places(0, Map.of("SALLYPORT_HOME", "/x/../y")))
        .isEqualTo(new WrapPlaces(Path.of("/y/bin"), Path.of("/y/wrap")));
  }

  @Test
  void withoutAHomeThereIsNoPlace() {
    assertThatThrownBy(() -> places(1000, Map.of()))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("Set HOME");
  }
}
