package org.sallyport.gateway.wrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wrap.WrapList;
import org.sallyport.api.wrap.WrapPlaces;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Reads the lists of wrapped commands that the gateway's user meets: the user's own, and root's,
/// whose shims everybody meets.
///
/// @param lists the files, the one that counts first in front
public record WrapFiles(List<Path> lists) {
  public WrapFiles {
    lists = List.copyOf(lists);
  }

  /// Those of a user.
  public static WrapFiles of(Surroundings surroundings) {
    return new WrapFiles(WrapPlaces.listsMet(surroundings));
  }

  /// The wrapped programs now.
  ///
  /// @throws GatewayException if a list cannot be read: what shall be isolated is not known then
  public WrappedPrograms read() {
    return WrappedPrograms.of(
        lists.stream().map(WrapFiles::read).flatMap(Optional::stream).toList());
  }

  private static Optional<WrapList> read(Path file) {
    try {
      return Optional.of(
          WrapList.parse(Files.readString(file))
              .orElseThrow(() -> unreadable(file, "a line is not understood", null)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static GatewayException unreadable(Path file, String why, @Nullable IOException cause) {
    return new GatewayException(
        ErrorKind.CONFIGURATION,
        "Cannot launch: which commands are wrapped is not known, for "
            + file
            + " cannot be read: "
            + why
            + ". Remove the file and wrap again.",
        cause);
  }
}
