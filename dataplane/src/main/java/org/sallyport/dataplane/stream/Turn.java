package org.sallyport.dataplane.stream;

import io.netty.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.dataplane.upstream.Answer;
import org.sallyport.dataplane.upstream.UpstreamHandshake;
import org.sallyport.dataplane.upstream.UpstreamRequest;

/// The way of one admitted request to tor: at once, or when its turn in the [Line] has come.
///
/// What has waited is admitted again: the gate may have closed meanwhile, or the application has a
/// new identity. Confined to the event loop of its compartment.
final class Turn {
  private final Line line;
  private UpstreamRequest request;
  private final Supplier<Admission> again;
  private State state = State.NEW;
  private Place place = Place.NONE;
  private @Nullable Asking asking;
  private @Nullable Future<?> patience;

  /// @param request what was admitted
  /// @param again admits it once more
  Turn(Line line, UpstreamRequest request, Supplier<Admission> again) {
    this.line = line;
    this.request = request;
    this.again = again;
  }

  /// Whose turn it is. `answered` may be called without `ask`, when it was refused after its wait.
  interface Asking extends UpstreamHandshake.Events {
    /// tor may be asked now.
    void ask(UpstreamRequest allowed);
  }

  /// What a request takes up while it waits in tor.
  enum Place {
    /// Nothing: its key has a circuit.
    NONE,
    /// The application's own.
    OWN,
    /// One of those that all applications share.
    SHARED
  }

  private enum State {
    NEW,
    WAITING,
    ASKED,
    OVER
  }

  /// Lets `asking` ask now or later.
  void take(Asking whose) {
    asking = whose;
    state = State.WAITING;
    line.enter(this);
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  IsolationToken token() {
    return request.token();
  }

  /// The line says that it may.
  ///
  /// @param taken what it takes up, and gives back in the end
  /// @param hasWaited whether time has passed since it was admitted
  void begin(Place taken, boolean hasWaited) {
    state = State.ASKED;
    place = taken;
    if (asking == null) {
      return;
    }
    if (taken != Place.NONE) {
      patience = line.afterPatience(this::giveBack);
    }
    if (!hasWaited) {
      asking.ask(request);
      return;
    }
    switch (again.get()) {
      case Admission.Refused refusal -> asking.answered(new Answer.Refused(refusal.reason()));
      case Admission.Admitted(var token, var destination, var flavour) -> {
        request = new UpstreamRequest(request.purpose(), destination, token, flavour);
        asking.ask(request);
      }
    }
  }

  /// tor has answered.
  void answered(Answer answer) {
    switch (answer) {
      case Answer.Connected _, Answer.Resolved _ -> line.answered(request.token());
      case Answer.Refused _, Answer.Failed _ -> {}
    }
    end();
  }

  /// It is over, however. Ending twice is fine.
  void end() {
    if (state == State.WAITING) {
      line.leave(this);
    }
    state = State.OVER;
    giveBack();
  }

  private void giveBack() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
    var taken = place;
    place = Place.NONE;
    line.giveBack(taken);
  }
}
