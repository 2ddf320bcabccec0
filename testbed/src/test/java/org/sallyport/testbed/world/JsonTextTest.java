package org.sallyport.testbed.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  @Test
  void rendersNestedValuesOnOneLine() {
    assertThat(JsonText.of(Map.of("a", List.of(1, true, "x"))))
        .isEqualTo("{\"a\": [1, true, \"x\"]}");
  }

  @Test
  void escapesWhateverIsNotPrintable() {
    assertThat(JsonText.of("\"\\\n\u00e9")).isEqualTo("\"\\\"\\\\\\u000a\\u00e9\"");
  }
}
