package org.sallyport.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
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

/// The method handles of libc, each with `errno` captured right after the call.
///
/// Every handle takes the capture segment first. Linked once, when the class is first used.
final class Libc {
  static final StructLayout CAPTURE = Linker.Option.captureStateLayout();

  static final MethodHandle UNSHARE = link("unshare", of(JAVA_INT));
  static final MethodHandle SETNS = link("setns", of(JAVA_INT, JAVA_INT));
  static final MethodHandle OPEN = variadic("open", of(ADDRESS, JAVA_INT), 2);
  static final MethodHandle CLOSE = link("close", of(JAVA_INT));
  static final MethodHandle FCNTL = variadic("fcntl", of(JAVA_INT, JAVA_INT, JAVA_INT), 2);
  static final MethodHandle SOCKET = link("socket", of(JAVA_INT, JAVA_INT, JAVA_INT));
  static final MethodHandle SEND =
      link("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  static final MethodHandle RECV =
      link("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  static final MethodHandle READ =
      link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  static final MethodHandle GETDENTS =
      link("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  static final MethodHandle READLINK =
      link("readlink", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  static final MethodHandle READLINKAT =
      link("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  static final MethodHandle CLOCK_GETTIME = link("clock_gettime", of(JAVA_INT, ADDRESS));
  static final MethodHandle EXECVE = link("execve", of(ADDRESS, ADDRESS, ADDRESS));
  static final MethodHandle SIGMASK = link("pthread_sigmask", of(JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle BIND = link("bind", of(JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle SETSOCKOPT =
      link("setsockopt", of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  static final MethodHandle GETSOCKOPT =
      link("getsockopt", of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  static final MethodHandle IF_NAMETOINDEX = link("if_nametoindex", of(ADDRESS));
  static final MethodHandle CLOSE_RANGE = link("close_range", of(JAVA_INT, JAVA_INT, JAVA_INT));
  static final MethodHandle CREATE_RULESET =
      variadic(
          "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT), 1);

  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private Libc() {}

  /// Room for the captured state of one call.
  static MemorySegment capture(Arena arena) {
    return arena.allocate(CAPTURE);
  }

  /// The error number that the last call left in the capture segment.
  static Errno errno(MemorySegment capture) {
    return new Errno((int) ERRNO.get(capture, 0L));
  }

  private static FunctionDescriptor of(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle variadic(String name, FunctionDescriptor descriptor, int fixed) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(fixed));
  }
}
