package org.sallyport.core.attribution;

import java.util.function.Consumer;

/// Finds who opened a connection of one launch. Called on the launch's event loop at accept.
public interface Attribution {
  /// An attribution that is never asked, and does not know.
  Attribution NONE = new None();

  /// What an answer is for.
  Use use();

  /// Asks. Never blocks and never throws. Overload and doubt are answered with [Origin.Unknown].
  ///
  /// @param flow the connection or datagram
  /// @param answer gets the origin once, within a deadline of the implementation's own; on any
  ///   thread, perhaps before this method returns: whoever asks goes back to the event loop
  void ask(Flow flow, Consumer<Origin> answer);

  /// What an answer is for.
  enum Use {
    /// Nothing: nobody asks.
    NOTHING,
    /// To be shown: no stream waits for it.
    DISPLAY,
    /// To decide: a connection reads nothing and says nothing before the answer.
    ISOLATION
  }

  /// For launches of which nobody asks.
  record None() implements Attribution {
    @Override
    public Use use() {
      return Use.NOTHING;
    }

    @Override
    public void ask(Flow flow, Consumer<Origin> answer) {
      answer.accept(Origin.NOT_ASKED);
    }
  }
}
