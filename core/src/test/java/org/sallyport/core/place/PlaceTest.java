package org.sallyport.core.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The gateway's own place.
final class PlaceTest {
  @Test
  void hostRunsTheConstructorOnTheCallingThread() throws Exception {
    assertThat(Place.HOST.run(Thread::currentThread)).isSameAs(Thread.currentThread());
  }

  @Test
  void hostPassesOnWhatTheConstructorThrew() {
    var failure = new IOException("no socket");
    assertThatThrownBy(() ->
            Place.HOST.run(() -> {
              throw failure;
            }))
        .isSameAs(failure);
  }
}
