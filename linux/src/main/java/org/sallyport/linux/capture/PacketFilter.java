package org.sallyport.linux.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Which frames a capture keeps: a classic BPF program (`bpf(4)`, Linux
/// `Documentation/networking/filter.rst`) that the kernel runs on each.
///
/// A refused frame is neither queued nor counted as dropped.
///
/// @param instructions the program; empty keeps everything
public record PacketFilter(List<Instruction> instructions) {
  /// The most that the kernel takes.
  public static final int MAX_INSTRUCTIONS = 4096;

  private static final int INSTRUCTION_BYTES = 8;

  /// Keeps every frame.
  public static final PacketFilter ALL = new PacketFilter(List.of());

  public PacketFilter {
    instructions = List.copyOf(instructions);
    if (instructions.size() > MAX_INSTRUCTIONS) {
      throw new IllegalArgumentException(
          "instructions: " + instructions.size() + " (expected: at most " + MAX_INSTRUCTIONS + ")");
    }
  }

  /// One instruction, in the kernel's own terms.
  ///
  /// @param code what to do
  /// @param ifTrue how many instructions to skip if the comparison holds
  /// @param ifFalse how many to skip if it does not
  /// @param operand its number
  public record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

  /// The program as the kernel reads it.
  byte[] encode() {
    var buffer =
        ByteBuffer.allocate(instructions.size() * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
    for (Instruction each : instructions) {
      buffer.putShort((short) each.code());
      buffer.put((byte) each.ifTrue()).put((byte) each.ifFalse()).putInt(each.operand());
    }
    return buffer.array();
  }
}
