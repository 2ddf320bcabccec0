package org.sallyport.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The system calls, one method each. Descriptors are plain numbers that the caller closes.
///
/// `unshare` and `setns` move only the calling thread, and every thread that it starts afterwards:
/// call them on a throw-away platform thread, never on a virtual thread (its carrier would move) or
/// an event loop.
public final class Syscalls {
  /// A new or other network namespace, for [#unshare] and [#setns].
  public static final int CLONE_NEWNET = 0x4000_0000;

  /// Open for reading.
  public static final int O_RDONLY = 0;

  /// Not inherited by a program that this process becomes.
  public static final int O_CLOEXEC = 0x8_0000;

  private static final int MSG_DONTWAIT = 0x40;
  private static final int F_DUPFD = 0;
  private static final int SIG_SETMASK = 2;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final int ALL_ABOVE = -1;
  private static final int CLOSE_RANGE_UNSHARE = 2;
  private static final int CLOSE_RANGE_CLOEXEC = 4;
  private static final long LANDLOCK_CREATE_RULESET = 444; // on every architecture
  private static final int LANDLOCK_CREATE_RULESET_VERSION = 1;
  private static final int FILTER_HEADER_BYTES = 16;
  private static final int FILTER_INSTRUCTION_BYTES = 8;

  private Syscalls() {}

  /// Moves the calling thread into new namespaces.
  public static void unshare(int flags) throws ErrnoException {
    call(
        "unshare",
        "flags 0x" + Integer.toHexString(flags),
        capture -> (int) Libc.UNSHARE.invokeExact(capture, flags));
  }

  /// Moves the calling thread into the namespace of the descriptor.
  public static void setns(int descriptor, int kind) throws ErrnoException {
    call(
        "setns",
        "descriptor " + descriptor,
        capture -> (int) Libc.SETNS.invokeExact(capture, descriptor, kind));
  }

  /// Opens an existing file.
  public static int open(Path path, int flags) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(path.toString());
      return call(
          "open", path.toString(), capture -> (int) Libc.OPEN.invokeExact(capture, text, flags));
    }
  }

  /// Gives the calling thread a table of descriptors of its own, without those from a number on
  /// (`CLOSE_RANGE_UNSHARE`, Linux 5.9).
  public static void keepOnlyBelow(int first) throws ErrnoException {
    call(
        "close_range",
        "from descriptor " + first,
        capture ->
            (int) Libc.CLOSE_RANGE.invokeExact(capture, first, ALL_ABOVE, CLOSE_RANGE_UNSHARE));
  }

  /// Closes a descriptor; not to be repeated after a failure, the number is free again anyway.
  public static void close(int descriptor) throws ErrnoException {
    call(
        "close",
        "descriptor " + descriptor,
        capture -> (int) Libc.CLOSE.invokeExact(capture, descriptor));
  }

  /// The lowest free descriptor from `atLeast` on, made a copy that survives `execve`.
  public static int duplicate(int descriptor, int atLeast) throws ErrnoException {
    return call(
        "fcntl(F_DUPFD)",
        "descriptor " + descriptor,
        capture -> (int) Libc.FCNTL.invokeExact(capture, descriptor, F_DUPFD, atLeast));
  }

  /// Makes a socket; `type` may carry `SOCK_CLOEXEC`, which has the value of [#O_CLOEXEC].
  public static int socket(int family, int type, int protocol) throws ErrnoException {
    return call(
        "socket",
        "family " + family,
        capture -> (int) Libc.SOCKET.invokeExact(capture, family, type, protocol));
  }

  /// Gives a socket its address, in the kernel's own layout.
  public static void bind(int descriptor, byte[] address) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, address);
      int size = address.length;
      call(
          "bind",
          "descriptor " + descriptor,
          capture -> (int) Libc.BIND.invokeExact(capture, descriptor, bytes, size));
    }
  }

  /// Sets a socket option, in the kernel's own layout.
  public static void configure(int descriptor, SocketOption option, byte[] value)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, value);
      int size = value.length;
      int level = option.level();
      int name = option.name();
      call(
          "setsockopt",
          option.toString(),
          capture ->
              (int) Libc.SETSOCKOPT.invokeExact(capture, descriptor, level, name, bytes, size));
    }
  }

  /// Sets the socket option whose value is a program: a `sock_fprog` that points to it.
  public static void attachFilter(int descriptor, SocketOption option, byte[] program)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment instructions = arena.allocateFrom(JAVA_BYTE, program);
      MemorySegment header = arena.allocate(FILTER_HEADER_BYTES, Long.BYTES);
      header.set(JAVA_SHORT, 0, (short) (program.length / FILTER_INSTRUCTION_BYTES));
      header.set(ADDRESS, Long.BYTES, instructions);
      int level = option.level();
      int name = option.name();
      call(
          "setsockopt",
          "a packet filter",
          capture ->
              (int)
                  Libc.SETSOCKOPT.invokeExact(
                      capture, descriptor, level, name, header, FILTER_HEADER_BYTES));
    }
  }

  /// Reads a socket option of at most `limit` bytes.
  public static byte[] option(int descriptor, SocketOption option, int limit)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(limit);
      MemorySegment size = arena.allocateFrom(JAVA_INT, limit);
      int level = option.level();
      int name = option.name();
      call(
          "getsockopt",
          option.toString(),
          capture ->
              (int) Libc.GETSOCKOPT.invokeExact(capture, descriptor, level, name, room, size));
      return room.asSlice(0, size.get(JAVA_INT, 0)).toArray(JAVA_BYTE);
    }
  }

  /// The number of an interface of the calling thread's network namespace.
  public static int interfaceIndex(String name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(name);
      int index =
          call(
              "if_nametoindex",
              name,
              capture -> (int) Libc.IF_NAMETOINDEX.invokeExact(capture, text));
      if (index == 0) {
        throw new ErrnoException("if_nametoindex", name, Errno.ENODEV);
      }
      return index;
    }
  }

  /// An option of a socket, by the kernel's two numbers.
  public record SocketOption(int level, int name) {}

  /// Sends one message on a connected or netlink socket.
  public static void send(int descriptor, byte[] message) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, message);
      long size = message.length;
      call(
          "send",
          "descriptor " + descriptor,
          capture -> (int) (long) Libc.SEND.invokeExact(capture, descriptor, bytes, size, 0));
    }
  }

  /// Receives one message of at most `limit` bytes that has already arrived; never waits.
  public static byte[] receive(int descriptor, int limit) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(limit);
      long size = limit;
      int received =
          call(
              "recv",
              "descriptor " + descriptor,
              capture ->
                  (int)
                      (long) Libc.RECV.invokeExact(capture, descriptor, room, size, MSG_DONTWAIT));
      return room.asSlice(0, received).toArray(JAVA_BYTE);
    }
  }

  /// What a symbolic link says, at most `limit` bytes of it; empty if there is none or it may not
  /// be read. Without an exception, for searches in which most links are missing.
  public static Optional<byte[]> readLink(String path, int limit) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(limit);
      int length =
          call(
              "readlink",
              path,
              capture ->
                  (int)
                      Math.max(
                          0,
                          (long)
                              Libc.READLINK.invokeExact(
                                  capture, arena.allocateFrom(path), room, (long) limit)));
      return length == 0
          ? Optional.empty()
          : Optional.of(room.asSlice(0, length).toArray(JAVA_BYTE));
    } catch (ErrnoException e) {
      throw new AssertionError("a negative result was made 0", e);
    }
  }

  /// Becomes another program; returns only by failing.
  public static void execve(String program, List<String> arguments, List<String> environment)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(program);
      MemorySegment argv = strings(arena, arguments);
      MemorySegment envp = strings(arena, environment);
      call("execve", program, capture -> (int) Libc.EXECVE.invokeExact(capture, path, argv, envp));
    }
  }

  /// Replaces the calling thread's signal mask and returns the old one; an empty array blocks none.
  public static byte[] signalMask(byte[] mask) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment wanted = arena.allocate(SIGNAL_SET_BYTES);
      MemorySegment.copy(mask, 0, wanted, JAVA_BYTE, 0, mask.length);
      MemorySegment old = arena.allocate(SIGNAL_SET_BYTES);
      int result = (int) Libc.SIGMASK.invokeExact(Libc.capture(arena), SIG_SETMASK, wanted, old);
      if (result != 0) {
        throw new IllegalStateException("pthread_sigmask: " + new Errno(result));
      }
      return old.toArray(JAVA_BYTE);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing checked", e);
    }
  }

  /// Marks all descriptors from `first` to `last` as not inherited.
  public static void closeOnExec(int first, int last) throws ErrnoException {
    call(
        "close_range",
        first + ".." + Integer.toUnsignedString(last),
        capture -> (int) Libc.CLOSE_RANGE.invokeExact(capture, first, last, CLOSE_RANGE_CLOEXEC));
  }

  /// The version of Landlock's interface, negative if this kernel has none.
  public static int landlockVersion() {
    try {
      return call(
          "landlock_create_ruleset",
          "version",
          capture ->
              (int)
                  (long)
                      Libc.CREATE_RULESET.invokeExact(
                          capture,
                          LANDLOCK_CREATE_RULESET,
                          MemorySegment.NULL,
                          0L,
                          LANDLOCK_CREATE_RULESET_VERSION));
    } catch (ErrnoException e) {
      return -1;
    }
  }

  private static MemorySegment strings(Arena arena, List<String> values) {
    MemorySegment array = arena.allocate(ADDRESS, values.size() + 1L);
    for (int i = 0; i < values.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(values.get(i)));
    }
    array.setAtIndex(ADDRESS, values.size(), MemorySegment.NULL);
    return array;
  }

  private static int call(String name, String subject, Downcall downcall) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = Libc.capture(arena);
      int result = downcall.invoke(capture);
      if (result < 0) {
        throw new ErrnoException(name, subject, Libc.errno(capture));
      }
      return result;
    } catch (ErrnoException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing checked", e);
    }
  }

  @FunctionalInterface
  private interface Downcall {
    int invoke(MemorySegment capture) throws Throwable;
  }
}
