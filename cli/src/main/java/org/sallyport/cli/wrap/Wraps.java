package org.sallyport.cli.wrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.Surroundings;
import org.sallyport.api.wrap.WrapList;
import org.sallyport.api.wrap.WrapPlaces;
import org.sallyport.api.wrap.WrappedCommand;
import org.sallyport.api.wrap.WrappedCommand.Switch;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// The wrapped commands of a user: shims in a directory before the others of the search path, and
/// the list that says what they do. The packaged files are never touched, a foreign file never
/// replaced. Confined to one thread.
public final class Wraps {
  /// What the way around a shim is called: a link to the program itself.
  public static final String ORIGINAL = ".sallyport-orig";

  private static final String EXECUTABLE = "rwxr-xr-x";
  private static final String READABLE = "rw-r--r--";

  private final WrapPlaces places;
  private final String searchPath;

  /// Those of the user who runs this.
  public Wraps(Surroundings surroundings) {
    this.places = WrapPlaces.of(surroundings);
    this.searchPath = surroundings.variables().getOrDefault("PATH", "");
  }

  /// Where the shims lie.
  public Path directory() {
    return places.shims();
  }

  /// The list.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if the file cannot be understood
  public WrapList list() {
    try {
      return WrapList.parse(Files.readString(places.list()))
          .orElseThrow(() ->
              new GatewayException(
                  ErrorKind.CONFIGURATION,
                  "The list of wrapped commands "
                      + places.list()
                      + " has a line that is not understood. Remove the file and wrap again."));
    } catch (NoSuchFileException e) {
      return WrapList.EMPTY;
    } catch (IOException e) {
      throw unusable("read", places.list(), e);
    }
  }

  /// Writes a shim for a command, and the command into the list. Adding it again rewrites both.
  ///
  /// @param command a name, or the absolute path of a program
  public WrappedCommand add(String command, WorkstationName workstation) {
    Path program = program(command);
    var name = new ApplicationName(program.getFileName().toString());
    var wrapped = new WrappedCommand(name, program, workstation, Switch.ON);
    Path shim = shim(name);
    requireOurs(shim, Shim.isOurs(shim));
    Path original = original(name);
    requireOurs(original, Files.isSymbolicLink(original));
    write(places.list(), list().with(wrapped).text(), READABLE);
    write(shim, Shim.text(wrapped, places.list()), EXECUTABLE);
    link(original, program);
    return wrapped;
  }

  /// Takes a shim away.
  ///
  /// @return whether there was one
  public boolean remove(ApplicationName name) {
    Path shim = shim(name);
    boolean known = list().command(name).isPresent();
    try {
      if (Shim.isOurs(shim)) {
        Files.delete(shim);
      }
      if (known && Files.isSymbolicLink(original(name))) {
        Files.delete(original(name));
      }
    } catch (IOException e) {
      throw unusable("remove", shim, e);
    }
    if (known) {
      write(places.list(), list().without(name).text(), READABLE);
    }
    return known;
  }

  /// Replaces the list.
  public void keep(WrapList list) {
    write(places.list(), list.text(), READABLE);
  }

  /// Says which network's gateway the shims ask.
  public void use(Network network) {
    keep(list().with(network));
  }

  /// Where the shim of a command is, or would be.
  Path shim(ApplicationName name) {
    return places.shims().resolve(name.text());
  }

  private Path original(ApplicationName name) {
    return places.shims().resolve(name.text() + ORIGINAL);
  }

  /// Whether a call by name meets the shim.
  boolean isMet(ApplicationName name) {
    return inSearchPath(name.text()).findFirst().filter(shim(name)::equals).isPresent();
  }

  /// The program of that name that is not a shim.
  Optional<Path> installed(String name) {
    return inSearchPath(name)
        .filter(path -> !path.startsWith(places.shims()) && !Shim.isOurs(path))
        .findFirst();
  }

  private Stream<Path> inSearchPath(String name) {
    return Stream.of(searchPath.split(":", -1))
        .filter(entry -> entry.startsWith("/") && entry.indexOf('\0') < 0)
        .map(entry -> Path.of(entry).resolve(name).normalize())
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path));
  }

  private Path program(String command) {
    if (command.startsWith("/") ? !isExecutable(Path.of(command)) : command.indexOf('/') >= 0) {
      throw wrong(command, "that is no absolute path of a program");
    }
    Path program =
        command.startsWith("/")
            ? Path.of(command).normalize()
            : installed(command)
                .orElseThrow(() -> wrong(command, "no such program is in the search path"));
    String name = String.valueOf(program.getFileName());
    if (!ApplicationName.isValid(name) || !WrappedCommand.isPlain(program)) {
      throw wrong(command, "its path may have letters, digits and . _ + @ - only");
    }
    return program;
  }

  private static boolean isExecutable(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path) && !Shim.isOurs(path);
  }

  private static GatewayException wrong(String command, String why) {
    return new GatewayException(
        ErrorKind.CONFIGURATION,
        "Cannot wrap " + command + ": " + why + ". Give the name or the path of a program.");
  }

  private static void requireOurs(Path file, boolean ours) {
    if (!ours && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot put a shim at " + file + ": a file that is not ours is there. Move it away.");
    }
  }

  private static void write(Path file, String text, String permissions) {
    try {
      Path directory = file.resolveSibling("");
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, ".sallyport-", ".new");
      try {
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(permissions));
        Path _ = Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        boolean _ = Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw unusable("write", file, e);
    }
  }

  private static void link(Path link, Path target) {
    try {
      boolean _ = Files.deleteIfExists(link);
      Path _ = Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw unusable("write", link, e);
    }
  }

  private static GatewayException unusable(String what, Path file, IOException e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "Cannot " + what + " " + file + ": " + e + ". Check its directory's owner and space.",
        e);
  }
}
