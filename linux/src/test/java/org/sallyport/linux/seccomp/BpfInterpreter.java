package org.sallyport.linux.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;

/// Runs a classic BPF program as the kernel does; an instruction that the kernel would refuse fails
/// the test.
final class BpfInterpreter {
  private static final int DATA_BYTES = 64;

  private final ByteBuffer program;

  BpfInterpreter(byte[] program) {
    this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// One system call as the filter sees it.
  record Call(int architecture, int number, List<Long> arguments) {
    static Call of(int architecture, int number, long... arguments) {
      return new Call(architecture, number, LongStream.of(arguments).boxed().toList());
    }

    ByteBuffer encode() {
      ByteBuffer data = ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      data.putInt(number).putInt(architecture).putLong(0);
      for (long argument : arguments) {
        data.putLong(argument);
      }
      return data.rewind();
    }
  }

  int verdictOn(Call call) {
    ByteBuffer data = call.encode();
    int accumulator = 0;
    for (int at = 0; at < program.limit(); at += 8) {
      int value = program.getInt(at + 4);
      switch (program.getShort(at)) {
        case 0x20 -> accumulator = load(data, value);
        case 0x15 -> at += 8 * jump(at, accumulator == value);
        case 0x35 -> at += 8 * jump(at, Integer.compareUnsigned(accumulator, value) >= 0);
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("instruction " + program.getShort(at));
      }
    }
    throw new AssertionError("the program has no end");
  }

  private static int load(ByteBuffer data, int offset) {
    if (offset % 4 != 0) {
      throw new AssertionError("unaligned load at " + offset);
    }
    return data.getInt(offset);
  }

  private int jump(int at, boolean condition) {
    return Byte.toUnsignedInt(program.get(condition ? at + 2 : at + 3));
  }
}
