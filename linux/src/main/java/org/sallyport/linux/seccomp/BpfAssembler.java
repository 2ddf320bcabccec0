package org.sallyport.linux.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A classic BPF program under construction, with labels instead of counted jumps.
///
/// Jumps go forward only, by at most 255 instructions, as classic BPF demands; a label that is
/// missing, behind or too far away is a bug and ends the construction.
final class BpfAssembler {
  private static final short LOAD_WORD = 0x20;
  private static final short JUMP_IF_EQUAL = 0x15;
  private static final short JUMP_IF_AT_LEAST = 0x35;
  private static final short RETURN = 0x06;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int LONGEST_JUMP = 255;
  private static final String NEXT = "";

  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<String, Integer> labels = new HashMap<>();

  private record Instruction(short code, int value, String then, String otherwise) {}

  /// Loads the 32 bits at an offset of `struct seccomp_data`.
  BpfAssembler load(int offset) {
    return add(LOAD_WORD, offset, NEXT, NEXT);
  }

  BpfAssembler jumpIfEqual(int value, String label) {
    return add(JUMP_IF_EQUAL, value, label, NEXT);
  }

  BpfAssembler jumpUnlessEqual(int value, String label) {
    return add(JUMP_IF_EQUAL, value, NEXT, label);
  }

  /// Jumps unless the loaded number, unsigned, is at least the value.
  BpfAssembler jumpIfBelow(int value, String label) {
    return add(JUMP_IF_AT_LEAST, value, NEXT, label);
  }

  /// Ends the program with a verdict.
  BpfAssembler verdict(int verdict) {
    return add(RETURN, verdict, NEXT, NEXT);
  }

  /// Names the next instruction.
  BpfAssembler label(String name) {
    if (labels.put(name, instructions.size()) != null) {
      throw new IllegalArgumentException("label: " + name + " (expected: one of a kind)");
    }
    return this;
  }

  /// The program as an array of `struct sock_filter`.
  byte[] assemble() {
    ByteBuffer bytes =
        ByteBuffer.allocate(instructions.size() * INSTRUCTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      bytes
          .putShort(instruction.code)
          .put((byte) distance(i, instruction.then))
          .put((byte) distance(i, instruction.otherwise))
          .putInt(instruction.value);
    }
    return bytes.array();
  }

  private BpfAssembler add(short code, int value, String then, String otherwise) {
    instructions.add(new Instruction(code, value, then, otherwise));
    return this;
  }

  private int distance(int from, String label) {
    if (label.equals(NEXT)) {
      return 0;
    }
    int distance = labels.getOrDefault(label, from) - from - 1;
    if (distance < 0 || distance > LONGEST_JUMP) {
      throw new IllegalStateException(
          "label: " + label + " (expected: 0 to 255 instructions ahead of " + from + ")");
    }
    return distance;
  }
}
