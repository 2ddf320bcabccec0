package org.sallyport.cli.whonix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.whonix.Finding;
import org.sallyport.core.whonix.Finding.Outcome;
import org.sallyport.core.whonix.Folder;
import org.sallyport.core.whonix.MachineType;
import org.sallyport.core.whonix.SettingsFile;

/// The settings below a directory that is the root of a Whonix machine's file system, or a copy of
/// the folders in question. Files are read in the order in which Whonix reads them: `/etc` before
/// `/usr/local/etc`, by name. A link that leads out of the directory is not followed: it would lead
/// to a file of this machine.
///
/// @param machine what its marker says it is; a gateway if it has none
/// @param files what was read
/// @param unread what was not, and why
public record WhonixDirectory(MachineType machine, List<SettingsFile> files, List<Finding> unread) {
  /// The longest file that is read.
  static final int MAX_FILE_BYTES = 256 << 10;

  /// The most files that are read in a folder.
  static final int MAX_FILES = 200;

  private static final List<String> PLACES = List.of("etc", "usr/local/etc");

  public WhonixDirectory {
    files = List.copyOf(files);
    unread = List.copyOf(unread);
  }

  /// Reads a directory.
  ///
  /// @throws GatewayException `CONFIGURATION` if it has none of the folders, `PERMISSION` if it, or
  ///   a file of it, may not be read
  public static WhonixDirectory read(Path directory) {
    try {
      return new Reading(directory.toRealPath()).read();
    } catch (IOException e) {
      throw new GatewayException(
          Files.exists(directory) ? ErrorKind.PERMISSION : ErrorKind.CONFIGURATION,
          "Cannot read the settings in "
              + directory
              + ": "
              + (e instanceof AccessDeniedException ? "no permission for " : "")
              + e.getMessage()
              + ". Name a directory that this user may read.",
          e);
    }
  }

  /// What has been read so far. Confined to its caller.
  private static final class Reading {
    private final Path root;
    private final List<SettingsFile> files = new ArrayList<>();
    private final List<Finding> unread = new ArrayList<>();
    private boolean found;

    Reading(Path root) {
      this.root = root;
    }

    WhonixDirectory read() throws IOException {
      for (Folder folder : Folder.values()) {
        for (String place : PLACES) {
          read(folder, root.resolve(place).resolve(folder.folder()));
        }
      }
      if (!found) {
        throw new GatewayException(
            ErrorKind.CONFIGURATION,
            "Cannot import from "
                + root
                + ": it has none of "
                + Arrays.stream(Folder.values())
                    .map(folder -> "etc/" + folder.folder())
                    .collect(Collectors.joining(", "))
                + ". Name the root of the machine's files, or a directory with copies of these.");
      }
      return new WhonixDirectory(machine(), files, unread);
    }

    private MachineType machine() {
      return Arrays.stream(MachineType.values())
          .filter(type -> Files.exists(root.resolve(type.marker().substring(1))))
          .findFirst()
          .orElse(MachineType.GATEWAY);
    }

    private void read(Folder folder, Path place) throws IOException {
      if (!Files.isDirectory(place)) {
        return;
      }
      found = true;
      List<Path> paths;
      try (Stream<Path> entries = Files.list(place)) {
        paths =
            entries
                .filter(path -> path.toString().endsWith(folder.suffix()))
                .filter(path -> !path.getFileName().toString().startsWith("."))
                .sorted()
                .toList();
      }
      for (Path path : paths.stream().limit(MAX_FILES).toList()) {
        read(folder, path, "/" + root.relativize(path));
      }
      if (paths.size() > MAX_FILES) {
        leaveOut("/" + root.relativize(place), "more than " + MAX_FILES + " files; the rest");
      }
    }

    private void read(Folder folder, Path path, String name) throws IOException {
      if (!Files.exists(path) || !path.toRealPath().startsWith(root)) {
        leaveOut(name, "a link that leads out of the directory; it");
      } else if (!Files.isRegularFile(path) || Files.size(path) > MAX_FILE_BYTES) {
        leaveOut(name, "no file, or longer than " + MAX_FILE_BYTES + " bytes; it");
      } else {
        var text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        files.add(new SettingsFile(folder, name, text));
      }
    }

    private void leaveOut(String name, String why) {
      unread.add(new Finding(Outcome.NOT_UNDERSTOOD, "file", "", name, why + " was not read"));
    }
  }
}
