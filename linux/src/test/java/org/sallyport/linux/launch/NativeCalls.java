package org.sallyport.linux.launch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.HexFormat;

/// Calls of libc that only tests make. Each returns the result, or the negative error number.
final class NativeCalls {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_STREAM = 1;

  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      link("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG), 1);
  private static final MethodHandle IOCTL =
      link("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
  private static final MethodHandle SOCKET =
      link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), 3);
  private static final MethodHandle BIND =
      link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), 3);
  private static final MethodHandle LISTEN =
      link("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), 2);
  private static final MethodHandle ACCEPT =
      link("accept", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS), 3);
  private static final MethodHandle GETSOCKOPT =
      link(
          "getsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS),
          5);
  private static final MethodHandle WRITE =
      link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), 3);
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), 1);

  private NativeCalls() {}

  static int socket(int family, int type, int protocol) {
    return (int) call((_, capture) -> (int) SOCKET.invokeExact(capture, family, type, protocol));
  }

  static int close(int descriptor) {
    return (int) call((_, capture) -> (int) CLOSE.invokeExact(capture, descriptor));
  }

  /// `io_uring_setup` with one entry and no parameters.
  static long ioUringSetup() {
    return call((_, capture) -> (long) SYSCALL.invokeExact(capture, 425L, 1L, 0L));
  }

  /// Puts a character into the input queue of the terminal on descriptor 0.
  static int typeIntoTerminal() {
    return (int)
        call((arena, capture) ->
            (int) IOCTL.invokeExact(capture, 0, 0x5412L, arena.allocateFrom("x")));
  }

  /// Listens at a socket address given as the bytes of `struct sockaddr_in` or `_in6`.
  static int listen(int descriptor, byte[] address) {
    int bound =
        (int)
            call((arena, capture) ->
                (int)
                    BIND.invokeExact(
                        capture,
                        descriptor,
                        arena.allocateFrom(JAVA_BYTE, address),
                        address.length));
    return bound < 0
        ? bound
        : (int) call((_, capture) -> (int) LISTEN.invokeExact(capture, descriptor, 16));
  }

  static int accept(int descriptor) {
    return (int)
        call((_, capture) ->
            (int) ACCEPT.invokeExact(capture, descriptor, MemorySegment.NULL, MemorySegment.NULL));
  }

  /// The destination before the redirect, port first, in hexadecimal digits; or an error number.
  static String originalDestination(int descriptor, int family) {
    int level = family == AF_INET ? 0 : 41;
    int size = family == AF_INET ? 16 : 28;
    StringBuilder text = new StringBuilder();
    long result =
        call((arena, capture) -> {
          MemorySegment address = arena.allocate(size);
          MemorySegment length = arena.allocateFrom(JAVA_INT, size);
          int got = (int) GETSOCKOPT.invokeExact(capture, descriptor, level, 80, address, length);
          byte[] bytes = address.toArray(JAVA_BYTE);
          int from = family == AF_INET ? 4 : 8;
          int to = family == AF_INET ? 8 : 24;
          text.append(HexFormat.of().formatHex(bytes, 2, 4)).append(' ');
          text.append(HexFormat.of().formatHex(bytes, from, to));
          return got;
        });
    return result < 0 ? "error " + result : text.toString();
  }

  static long write(int descriptor, byte[] bytes) {
    return call((arena, capture) ->
        (long)
            WRITE.invokeExact(
                capture, descriptor, arena.allocateFrom(JAVA_BYTE, bytes), (long) bytes.length));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor type, int fixed) {
    Linker linker = Linker.nativeLinker();
    MemorySegment symbol = linker.defaultLookup().findOrThrow(name);
    Linker.Option errno = Linker.Option.captureCallState("errno");
    return fixed == type.argumentLayouts().size()
        ? linker.downcallHandle(symbol, type, errno)
        : linker.downcallHandle(symbol, type, errno, Linker.Option.firstVariadicArg(fixed));
  }

  private static long call(Downcall downcall) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      long result = downcall.invoke(arena, capture);
      return result < 0 ? -(int) ERRNO.get(capture, 0L) : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @FunctionalInterface
  private interface Downcall {
    long invoke(Arena arena, MemorySegment capture) throws Throwable;
  }
}
