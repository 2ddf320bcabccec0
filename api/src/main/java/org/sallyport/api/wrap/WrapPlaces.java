package org.sallyport.api.wrap;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.location.Surroundings;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Where shims and their list lie.
///
/// | | root | a user | `SALLYPORT_HOME=DIR` |
/// |---|---|---|---|
/// | shims | `/usr/local/bin` | `${XDG_DATA_HOME:-~/.local/share}/sallyport/bin` | `DIR/bin` |
/// | list | `/etc/sallyport/wrap` | `${XDG_CONFIG_HOME:-~/.config}/sallyport/wrap` | `DIR/wrap` |
///
/// Pure; nothing is created or checked here.
///
/// @param shims the directory of the shims
/// @param list the file of the [WrapList]
public record WrapPlaces(Path shims, Path list) {
  private static final String NAME = "sallyport";
  private static final String SHIMS = "bin";
  private static final String LIST = "wrap";
  private static final Path ROOTS_LIST = Path.of("/etc", NAME, LIST);

  /// Those that follow from the surroundings.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if no place can be derived
  public static WrapPlaces of(Surroundings surroundings) {
    Path home = absolute(surroundings, "SALLYPORT_HOME");
    if (home != null) {
      return new WrapPlaces(home.resolve(SHIMS), home.resolve(LIST));
    }
    if (surroundings.uid() == 0) {
      return new WrapPlaces(Path.of("/usr/local/bin"), ROOTS_LIST);
    }
    return new WrapPlaces(
        below(surroundings, "XDG_DATA_HOME", ".local/share").resolve(NAME).resolve(SHIMS),
        below(surroundings, "XDG_CONFIG_HOME", ".config").resolve(NAME).resolve(LIST));
  }

  /// The lists whose shims a user meets: the own one, then root's.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if no place can be derived
  public static List<Path> listsMet(Surroundings surroundings) {
    Path own = of(surroundings).list();
    return absolute(surroundings, "SALLYPORT_HOME") == null && surroundings.uid() != 0
        ? List.of(own, ROOTS_LIST)
        : List.of(own);
  }

  private static Path below(Surroundings surroundings, String variable, String usual) {
    Path given = absolute(surroundings, variable);
    if (given != null) {
      return given;
    }
    Path home = absolute(surroundings, "HOME");
    if (home == null) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot tell where to keep shims: neither HOME nor "
              + variable
              + " is an absolute path. Set HOME.");
    }
    return home.resolve(usual);
  }

  private static @Nullable Path absolute(Surroundings surroundings, String variable) {
    String value = surroundings.variables().get(variable);
    return value == null || !value.startsWith("/") ? null : Path.of(value).normalize();
  }
}
