package org.sallyport.dataplane.control;

import java.util.List;

/// What a ControlPort answers to one command.
public sealed interface ControlReply {
  /// The lines, without their ends.
  List<String> lines();

  /// After it the connection goes on.
  record More(List<String> lines) implements ControlReply {
    public More {
      lines = List.copyOf(lines);
    }

    More(String... lines) {
      this(List.of(lines));
    }
  }

  /// After it the connection is closed.
  record Last(List<String> lines) implements ControlReply {
    public Last {
      lines = List.copyOf(lines);
    }

    Last(String line) {
      this(List.of(line));
    }
  }
}
