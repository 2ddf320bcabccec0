package org.sallyport.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file or directory of `/proc`, open for reading, with the fewest calls: `java.nio` makes
/// several for each one, which counts where hundreds are read while a connection waits.
///
/// What it is about may vanish at any moment, or be closed to us; then there is no answer, which is
/// no failure. Confined to the thread that opened it.
public final class KernelFile implements AutoCloseable {
  /// The longest link that is read: `PATH_MAX`.
  public static final int MAX_LINK_BYTES = 4_096;

  private static final int BUFFER_BYTES = 8_192;
  private static final int MAX_NAME_BYTES = 256;
  private static final int ENTRY_LENGTH_AT = 16;
  private static final int ENTRY_NAME_AT = 19;

  private final Arena arena;
  private final MemorySegment capture;
  private final MemorySegment buffer;
  private final MemorySegment nameRoom;
  private final int descriptor;

  private KernelFile(Arena arena, int descriptor) {
    this.arena = arena;
    this.capture = Libc.capture(arena);
    this.buffer = arena.allocate(BUFFER_BYTES);
    this.nameRoom = arena.allocate(MAX_NAME_BYTES);
    this.descriptor = descriptor;
  }

  /// Opens it; empty if it is not there, or not for us.
  public static Optional<KernelFile> open(String path) {
    Arena arena = Arena.ofConfined();
    try {
      MemorySegment text = arena.allocateFrom(path);
      int flags = Syscalls.O_RDONLY | Syscalls.O_CLOEXEC;
      int descriptor = (int) Libc.OPEN.invokeExact(Libc.capture(arena), text, flags);
      if (descriptor >= 0) {
        return Optional.of(new KernelFile(arena, descriptor));
      }
      arena.close();
      return Optional.empty();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// What a file says, at most the first `limit` bytes of it; empty if it cannot be read.
  public static Optional<byte[]> read(String path, int limit) {
    try (KernelFile file = open(path).orElse(null)) {
      return file == null ? Optional.empty() : file.content(limit);
    }
  }

  private Optional<byte[]> content(int limit) {
    var content = new ByteArrayOutputStream();
    while (content.size() < limit) {
      int length = fill(Libc.READ, Math.min(BUFFER_BYTES, limit - content.size()));
      if (length < 0) {
        return Optional.empty();
      }
      if (length == 0) {
        break;
      }
      content.writeBytes(buffer.asSlice(0, length).toArray(JAVA_BYTE));
    }
    return Optional.of(content.toByteArray());
  }

  /// The names in this directory, without `.` and `..`, in the kernel's order; the first `limit` of
  /// them, none if it cannot be read.
  public List<String> names(int limit) {
    var names = new ArrayList<String>();
    for (int length = fill(Libc.GETDENTS, BUFFER_BYTES);
        length > 0 && names.size() < limit;
        length = fill(Libc.GETDENTS, BUFFER_BYTES)) {
      int at = 0;
      while (at < length && names.size() < limit) {
        String name = buffer.getString(at + ENTRY_NAME_AT, StandardCharsets.ISO_8859_1);
        if (!name.equals(".") && !name.equals("..")) {
          names.add(name);
        }
        at += Short.toUnsignedInt(buffer.get(JAVA_SHORT_UNALIGNED, at + ENTRY_LENGTH_AT));
      }
    }
    return names;
  }

  /// What a symbolic link in this directory says; empty if there is none or it may not be read. One
  /// that is longer than `PATH_MAX` is cut off.
  public Optional<byte[]> link(String name) {
    try {
      nameRoom.setString(0, name, StandardCharsets.ISO_8859_1);
      int length =
          (int)
              (long)
                  Libc.READLINKAT.invokeExact(
                      capture, descriptor, nameRoom, buffer, (long) MAX_LINK_BYTES);
      return length < 0
          ? Optional.empty()
          : Optional.of(buffer.asSlice(0, length).toArray(JAVA_BYTE));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int fill(MethodHandle call, int limit) {
    try {
      return (int) (long) call.invokeExact(capture, descriptor, buffer, (long) limit);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError("a downcall throws nothing checked", e);
    };
  }

  @Override
  public void close() {
    try {
      int _ = (int) Libc.CLOSE.invokeExact(capture, descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    } finally {
      arena.close();
    }
  }
}
