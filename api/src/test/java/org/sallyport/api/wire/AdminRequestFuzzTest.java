package org.sallyport.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Whatever line comes: a request that survives a round trip, or one refusal on one line.
final class AdminRequestFuzzTest {
  private static final int LONGEST_REFUSAL = 1000;

  private final AdminCodec codec = new AdminCodec();

  @FuzzTest
  void readsOrRefuses(byte[] line) {
    AdminRequest request;
    try {
      request = codec.decodeRequest(line);
    } catch (GatewayException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(LONGEST_REFUSAL);
      return;
    }
    byte[] again = codec.encode(request);
    assertThat(codec.decodeRequest(Arrays.copyOf(again, again.length - 1))).isEqualTo(request);
  }
}
