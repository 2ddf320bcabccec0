package org.sallyport.cli.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Files in a workstation's home, which belongs to its applications: one of them may have put a
/// symbolic link where we look, to a file of the user's own. So each directory is opened from the
/// one before it and no link is followed; a file that is written takes the place of what is there.
///
/// Texts are bytes (ISO 8859-1), so that whatever else is in a file stays as it is.
///
/// @param home the directory; applications cannot replace it
record HomeFiles(Path home) {
  /// A longer file is none of a desktop's.
  static final int MOST_BYTES = 1 << 20;

  /// Every byte is a character.
  static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final String FRESH = ".sallyport-fresh";
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /// Work in an open directory.
  @FunctionalInterface
  private interface Work<T> {
    T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
  }

  /// What is done about directories that are not there.
  private enum Missing {
    MAKE,
    FAIL
  }

  /// The text of a file; empty if there is none.
  ///
  /// @throws GatewayException `STORAGE` if it is no plain file, too long, or behind a link
  Optional<String> read(Path file) {
    try {
      return Optional.of(in(file, Missing.FAIL, HomeFiles::read));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable("read", file, e);
    }
  }

  /// Writes a file, and makes the directories that it lies in.
  ///
  /// @throws GatewayException `STORAGE` if it cannot be written, or lies behind a link
  void write(Path file, String text) {
    try {
      boolean _ = in(file, Missing.MAKE, (directory, name) -> write(directory, name, text));
    } catch (IOException e) {
      throw unusable("write", file, e);
    }
  }

  /// Removes a file, if there is one.
  ///
  /// @throws GatewayException `STORAGE` if it cannot be removed, or lies behind a link
  void delete(Path file) {
    try {
      boolean _ = in(file, Missing.FAIL, HomeFiles::delete);
    } catch (NoSuchFileException _) {
      // as it shall be
    } catch (IOException e) {
      throw unusable("remove", file, e);
    }
  }

  private <T> T in(Path file, Missing missing, Work<T> work) throws IOException {
    try (DirectoryStream<Path> top = Files.newDirectoryStream(home)) {
      return below(secure(top), new Place(file, missing), work);
    }
  }

  /// Where work shall be done, from an open directory on.
  private record Place(Path file, Missing missing) {
    Place below() {
      return new Place(file.subpath(1, file.getNameCount()), missing);
    }
  }

  private <T> T below(SecureDirectoryStream<Path> directory, Place place, Work<T> work)
      throws IOException {
    Path name = place.file().getName(0);
    if (place.file().getNameCount() == 1) {
      return work.in(directory, name);
    }
    if (place.missing() == Missing.MAKE && !exists(directory, name)) {
      make(directory, name);
    }
    if (!attributes(directory, name).isDirectory()) {
      throw new NotDirectoryException(name.toString());
    }
    try (var next = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      return below(next, place.below(), work);
    }
  }

  /// Makes it at the top, where no link can be in the way, and moves it from there.
  private void make(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    Path fresh = Path.of(FRESH);
    try (DirectoryStream<Path> top = Files.newDirectoryStream(home)) {
      clear(secure(top), fresh);
      Path _ = Files.createDirectory(home.resolve(fresh), PRIVATE_DIRECTORY);
      secure(top).move(fresh, directory, name);
    }
  }

  private static String read(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    BasicFileAttributes attributes = attributes(directory, name);
    if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) {
      throw new IOException("it is no plain file of at most " + MOST_BYTES + " bytes");
    }
    Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (var channel = directory.newByteChannel(name, options)) {
      var bytes = ByteBuffer.allocate(MOST_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // more may come
      }
      return BYTES.decode(bytes.flip()).toString();
    }
  }

  private static boolean write(SecureDirectoryStream<Path> directory, Path name, String text)
      throws IOException {
    Path fresh = Path.of(FRESH);
    clear(directory, fresh);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
    try (var channel = directory.newByteChannel(fresh, options, PRIVATE_FILE)) {
      var bytes = BYTES.encode(text);
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
    }
    directory.move(fresh, directory, name);
    return true;
  }

  private static boolean delete(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    directory.deleteFile(name);
    return true;
  }

  /// Removes what an earlier time left behind.
  private static void clear(SecureDirectoryStream<Path> directory, Path name) throws IOException {
    if (!exists(directory, name)) {
      return;
    }
    if (attributes(directory, name).isDirectory()) {
      directory.deleteDirectory(name);
    } else {
      directory.deleteFile(name);
    }
  }

  private static boolean exists(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    try {
      BasicFileAttributes _ = attributes(directory, name);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> directory, Path name)
      throws IOException {
    return directory
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new IOException("this system cannot open files from a directory on");
  }

  private GatewayException unusable(String what, Path file, IOException e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "Cannot "
            + what
            + " "
            + home.resolve(file)
            + ": "
            + e
            + ". Links in its path are not followed. Look at what an application has put there.",
        e);
  }
}
