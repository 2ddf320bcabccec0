package org.sallyport.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The root directory of a machine: this one's `/`, or that of another machine's file system.
///
/// A file takes the place of another one in one step. What was there before and is not ours is
/// replaced only if that is asked for, is kept, and comes back when ours goes.
///
/// Nothing outside of the root is read or written: an image may hold links to what is outside, and
/// whoever made it would else have this machine's files deleted. So every path comes from `place`,
/// and all of them are looked at before anything is changed. That holds while nobody else writes
/// below the root. Confined to one thread.
///
/// @param root the directory
public record MachineRoot(Path root) {
  private static final String OURS = "var/lib/sallyport-workstation";
  private static final String BEFORE = OURS + "/before/";
  private static final int MOST_BYTES = 64 << 10;
  private static final List<String> DIRECTORIES_OF_PROGRAMS = List.of("usr/bin", "bin");

  /// What may become of files that are not ours.
  public enum Foreign {
    /// They stay, and nothing is installed.
    STAYS,
    /// They are kept aside.
    REPLACED
  }

  /// Those commands that the machine has; all of them where no programs are, for that is a
  /// directory to be copied to a machine. A link counts as a command: where it points to may lie in
  /// the machine only.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if a link leads out of the root
  public Set<String> installed(Set<String> commands) {
    if (!exists(DIRECTORIES_OF_PROGRAMS.getFirst())) {
      return commands;
    }
    return commands.stream()
        .filter(command ->
            DIRECTORIES_OF_PROGRAMS.stream()
                .map(directory -> place(directory + "/" + command))
                .anyMatch(place -> Files.isSymbolicLink(place) || Files.isExecutable(place)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Makes the machine's files these, and removes ours that are not among them.
  ///
  /// @return the paths of what was removed
  /// @throws GatewayException of kind `CONFIGURATION` if files are in the way or a link leads out
  ///   of the root, before anything is changed; `STORAGE` if a file cannot be written
  public List<String> install(List<SetupFile> files, Foreign foreign) {
    refuseLinksOut();
    List<String> inTheWay =
        files.stream()
            .filter(file -> exists(file.path()) && !isOurs(file))
            .map(this::shown)
            .toList();
    if (foreign == Foreign.STAYS && !inTheWay.isEmpty()) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Nothing was installed, for these files are not ours: "
              + String.join(", ", inTheWay)
              + ". Move them away, or replace them with --force; uninstall brings them back.");
    }
    files.forEach(this::put);
    Set<String> wanted = files.stream().map(SetupFile::path).collect(Collectors.toSet());
    return remove(path -> !wanted.contains(path));
  }

  /// Our files that are there.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if a link leads out of the root
  public List<String> ours() {
    return MachineSetup.places().values().stream()
        .filter(this::isOurs)
        .map(SetupFile::path)
        .toList();
  }

  /// Removes every file of ours, and brings back what was there before.
  ///
  /// @return their paths
  /// @throws GatewayException of kind `CONFIGURATION` if a link leads out of the root, before
  ///   anything is changed; `STORAGE` if a file cannot be removed
  public List<String> uninstall() {
    refuseLinksOut();
    return remove(_ -> true);
  }

  private void refuseLinksOut() {
    for (String path : MachineSetup.places().keySet()) {
      Path _ = place(path);
      Path _ = place(BEFORE + path);
    }
  }

  private List<String> remove(Predicate<String> which) {
    var removed = new ArrayList<String>();
    for (String path : ours()) {
      if (which.test(path)) {
        remove(path);
        removed.add(path);
      }
    }
    return removed;
  }

  private String shown(SetupFile file) {
    return "/" + file.path();
  }

  private boolean exists(String path) {
    return Files.exists(place(path), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isOurs(SetupFile file) {
    Path place = place(file.path());
    try {
      return switch (file) {
        case SetupFile.Link(_, var target) ->
            Files.isSymbolicLink(place) && Files.readSymbolicLink(place).toString().equals(target);
        case SetupFile.Text _ ->
            Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                && Files.size(place) <= MOST_BYTES
                && Files.readString(place, StandardCharsets.ISO_8859_1)
                    .lines()
                    .limit(SetupFile.MARK_LINES)
                    .anyMatch(line -> line.contains(SetupFile.MARK));
      };
    } catch (IOException e) {
      throw unusable("read", file.path(), e);
    }
  }

  private void put(SetupFile file) {
    try {
      Path place = placeToWrite(file.path());
      if (exists(file.path()) && !isOurs(file)) {
        keep(file.path());
      }
      Path fresh = place.resolveSibling(".sallyport-fresh");
      boolean _ = Files.deleteIfExists(fresh);
      switch (file) {
        case SetupFile.Link(_, var target) -> Files.createSymbolicLink(fresh, Path.of(target));
        case SetupFile.Text(_, var text, var access) -> write(fresh, text, access);
      }
      Path _ = Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UncheckedIOException e) {
      throw unusable("write", file.path(), e);
    }
  }

  private static void write(Path fresh, String text, SetupFile.Access access) throws IOException {
    var permissions = PosixFilePermissions.fromString(access.permissions());
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (var channel =
        FileChannel.open(fresh, options, PosixFilePermissions.asFileAttribute(permissions))) {
      var bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      channel.force(true);
    }
    Path _ = Files.setPosixFilePermissions(fresh, permissions);
  }

  /// Where a path lies: in the root, with no link on the way that leads out of it. It may be a link
  /// itself, which nobody follows.
  private Path place(String path) {
    Path place = root.resolve(path);
    Path there = directory(place);
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = directory(there);
    }
    try {
      if (there.toRealPath().startsWith(root.toRealPath())) {
        return place;
      }
    } catch (NoSuchFileException e) {
      throw ledOut(place, e);
    } catch (IOException e) {
      throw unusable("find", path, e);
    }
    throw ledOut(place, null);
  }

  private Path placeToWrite(String path) throws IOException {
    Path place = place(path);
    Path _ = Files.createDirectories(directory(place));
    return place;
  }

  private Path directory(Path place) {
    return Optional.ofNullable(place.getParent()).orElse(root);
  }

  private void keep(String path) throws IOException {
    if (Files.isDirectory(place(path), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is a directory");
    }
    Path _ =
        Files.copy(
            place(path),
            placeToWrite(BEFORE + path),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
  }

  private void remove(String path) {
    try {
      Path place = place(path);
      Path before = place(BEFORE + path);
      if (exists(BEFORE + path)) {
        Path fresh = place.resolveSibling(".sallyport-fresh");
        Path _ =
            Files.copy(
                before,
                fresh,
                LinkOption.NOFOLLOW_LINKS,
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Path _ = Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(before);
        tidy(BEFORE + path);
      } else {
        Files.delete(place);
      }
      tidy(path);
    } catch (IOException e) {
      throw unusable("remove", path, e);
    }
  }

  /// Removes directories that only we use when they are empty.
  private void tidy(String path) throws IOException {
    Path directory = directory(place(path));
    while (root.relativize(directory).toString().contains("sallyport-workstation")) {
      try {
        Files.delete(directory);
      } catch (DirectoryNotEmptyException | NoSuchFileException _) {
        return;
      }
      directory = directory(directory);
    }
  }

  private GatewayException ledOut(Path place, @Nullable Exception e) {
    return new GatewayException(
        ErrorKind.CONFIGURATION,
        "Cannot use %s: a link on the way to it leads nowhere or out of %s, where nothing is read "
                .formatted(place, root)
            + "or written. Put a directory in the link's place.",
        e);
  }

  private GatewayException unusable(String what, String path, Exception e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "Cannot %s %s: %s. Check its directory's owner and space; as root?"
            .formatted(what, root.resolve(path), e),
        e);
  }
}
