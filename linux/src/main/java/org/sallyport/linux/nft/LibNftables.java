package org.sallyport.linux.nft;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.EarlyDescriptors;
import org.sallyport.linux.namespace.NetworkNamespace;

/// `libnftables.so.1`, the library behind the `nft` program: text in, text out, no child process.
///
/// Runs in the network namespace of the calling thread, on a thread with [EarlyDescriptors]: the
/// library waits for the kernel by `select`. It keeps global state, so one call at a time; a call
/// takes about half a millisecond. Its texts are bounded by [#OUTPUT_LIMIT_BYTES].
final class LibNftables {
  /// Longer output than this is a failure, not something to read.
  static final int OUTPUT_LIMIT_BYTES = 1 << 23;

  private static final String LIBRARY = "libnftables.so.1";

  private static final EarlyDescriptors DESCRIPTORS = EarlyDescriptors.ofNow();

  private static final int STATELESS = 1 << 2;
  private static final int HANDLES = 1 << 3;
  private static final int NUMERIC_PRIORITY = 1 << 8;

  private final MethodHandle create;
  private final MethodHandle setFlags;
  private final MethodHandle bufferOutput;
  private final MethodHandle bufferErrors;
  private final MethodHandle run;
  private final MethodHandle output;
  private final MethodHandle errors;
  private final MethodHandle free;

  private LibNftables(SymbolLookup library) {
    FunctionDescriptor setting = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    FunctionDescriptor text = FunctionDescriptor.of(ADDRESS, ADDRESS);
    create = link(library, "nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    setFlags =
        link(library, "nft_ctx_output_set_flags", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));
    bufferOutput = link(library, "nft_ctx_buffer_output", setting);
    bufferErrors = link(library, "nft_ctx_buffer_error", setting);
    run =
        link(library, "nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    output = link(library, "nft_ctx_get_output_buffer", text);
    errors = link(library, "nft_ctx_get_error_buffer", text);
    free = link(library, "nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS));
  }

  /// Loads the library.
  ///
  /// @throws GatewayException MISSING_PREREQUISITE if it is absent
  @SuppressWarnings("restricted")
  static LibNftables load() {
    try {
      return new LibNftables(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
    } catch (IllegalArgumentException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "Could not load "
              + LIBRARY
              + ", which applies the packet rules of a workstation."
              + " Install nftables (Debian: apt-get install nftables).",
          e);
    }
  }

  /// Runs commands and returns what they print, counters' values included.
  String run(String commands) {
    return run(commands, NUMERIC_PRIORITY);
  }

  /// Runs commands and returns what they print, without what changes by itself.
  String runStateless(String commands) {
    return run(commands, NUMERIC_PRIORITY | STATELESS);
  }

  /// The same, with the kernel's numbers of what is listed.
  String runWithHandles(String commands) {
    return run(commands, NUMERIC_PRIORITY | STATELESS | HANDLES);
  }

  private synchronized String run(String commands, int flags) {
    return DESCRIPTORS.with(() -> runHere(commands, flags));
  }

  private String runHere(String commands, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment context = (MemorySegment) create.invokeExact(0);
      if (context.equals(MemorySegment.NULL)) {
        throw new GatewayException(ErrorKind.INTERNAL, "nft_ctx_new failed: no memory or netlink.");
      }
      try {
        return run(context, arena.allocateFrom(commands), flags);
      } finally {
        free.invokeExact(context);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing checked", e);
    }
  }

  private String run(MemorySegment context, MemorySegment commands, int flags) throws Throwable {
    setFlags.invokeExact(context, flags);
    int buffered =
        (int) bufferOutput.invokeExact(context) | (int) bufferErrors.invokeExact(context);
    if (buffered != 0) {
      throw new GatewayException(ErrorKind.INTERNAL, "libnftables could not make a buffer.");
    }
    int result = (int) run.invokeExact(context, commands);
    if (result != 0) {
      String reason = text((MemorySegment) errors.invokeExact(context)).strip();
      throw new GatewayException(
          reason.contains("Operation not permitted") ? ErrorKind.PERMISSION : ErrorKind.INTERNAL,
          "nftables refused the packet rules of a workstation: "
              + reason
              + ". Check that the kernel has nf_tables, and nft_redir, nft_ct, nft_reject_inet.");
    }
    return text((MemorySegment) output.invokeExact(context));
  }

  @SuppressWarnings("restricted")
  private static String text(MemorySegment pointer) {
    return pointer.equals(MemorySegment.NULL)
        ? ""
        : pointer.reinterpret(OUTPUT_LIMIT_BYTES).getString(0);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle link(SymbolLookup library, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
  }

  /// Does work of this library's in a namespace.
  ///
  /// @throws GatewayException PERMISSION if the namespace cannot be entered
  static String inside(NetworkNamespace namespace, Callable<String> work)
      throws InterruptedException {
    try {
      return namespace.run(work);
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.PERMISSION, "Could not enter " + namespace + ": " + e.getMessage(), e);
    }
  }
}
