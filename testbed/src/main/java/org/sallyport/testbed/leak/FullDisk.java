package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.world.Command;

/// A small file system in memory for everything that the gateway under test writes, and a file that
/// fills it. tor's user must be able to pass through. Confined to one thread.
///
/// @param room where there is space
/// @param directory where it is mounted
record FullDisk(Path room, Path directory) implements AutoCloseable {
  private static final String SIZE = "24m";
  private static final int BLOCK_BYTES = 65_536;
  private static final String FILLER = "filler";

  /// Mounts one.
  static FullDisk mount(Path room) {
    Path directory = room.resolve("disk");
    try {
      Path _ = Files.createDirectory(directory);
    } catch (IOException e) {
      throw new GatewayException(ErrorKind.STORAGE, "Cannot make " + directory + ".", e);
    }
    String _ =
        Command.run(
            List.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "mode=0755,size=" + SIZE,
                "faults",
                directory.toString()),
            "");
    return new FullDisk(room, directory);
  }

  /// Fills it to the last byte.
  void fill() {
    writeUntilFull(BLOCK_BYTES);
    writeUntilFull(1);
  }

  private void writeUntilFull(int bytes) {
    var block = new byte[bytes];
    try (OutputStream out = Files.newOutputStream(directory.resolve(FILLER + bytes))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // that is it: no space left
    }
  }

  /// Makes room again.
  void free() {
    try {
      boolean _ = Files.deleteIfExists(directory.resolve(FILLER + BLOCK_BYTES));
      boolean _ = Files.deleteIfExists(directory.resolve(FILLER + 1));
    } catch (IOException e) {
      throw new GatewayException(ErrorKind.STORAGE, "Cannot free " + directory + ".", e);
    }
  }

  @Override
  public void close() {
    String _ = Command.run(List.of("umount", directory.toString()), "");
  }
}
