package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Every line becomes an event, and a typed one keeps the ranges that its readers rely on.
final class ControlEventFuzzTest {
  @FuzzTest
  void turnsEveryLineIntoAnEvent(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    var event = EventParser.parse(new Reply(List.of(new Reply.Line(650, text, ""))));
    switch (event) {
      case StreamEvent stream -> {
        assertThat(stream.id()).isNotNegative();
        assertThat(stream.circuitId()).isNotNegative();
        assertThat(stream.target().reveal()).isNotEmpty();
      }
      case CircuitEvent circuit -> {
        assertThat(circuit.id()).isNotNegative();
        assertThat(circuit.path().reveal()).isNotNull();
      }
      case CircuitMinorEvent minor -> assertThat(minor.id()).isNotNegative();
      case ClientStatusEvent status -> assertThat(status.progress()).isBetween(0, 100);
      case GeneralStatusEvent status -> assertThat(status.action()).isNotEmpty();
      case CircuitBandwidthEvent bandwidth -> assertThat(bandwidth.read()).isNotNegative();
      case StreamBandwidthEvent bandwidth -> assertThat(bandwidth.read()).isNotNegative();
      case SignalEvent signal -> assertThat(signal.signal()).isNotEmpty();
      case UnknownEvent unknown -> assertThat(unknown.body().reveal()).isEqualTo(text);
      case EventsLost lost -> throw new AssertionError("no queue here: " + lost);
      case ConnectionEnded ended -> throw new AssertionError("no connection here: " + ended);
    }
  }
}
