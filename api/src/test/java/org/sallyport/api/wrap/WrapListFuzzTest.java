package org.sallyport.api.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever the file holds: a list that survives a round trip, or none.
final class WrapListFuzzTest {
  @FuzzTest
  void readsOrRefuses(byte[] file) {
    WrapList.parse(new String(file, StandardCharsets.UTF_8))
        .ifPresent(list -> assertThat(WrapList.parse(list.text())).contains(list));
  }
}
