package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class RulesetGenerationTest {
  private static final int NEW_GENERATION = 2575;
  private static final int NUMBER = 4711;

  @Test
  void findsTheNumberAmongOtherAttributes() {
    assertThat(RulesetGeneration.parse(answer(NEW_GENERATION))).isEqualTo(NUMBER);
  }

  @Test
  void refusesAnythingElse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RulesetGeneration.parse(answer(2)))
        .withMessageContaining("expected: NFT_MSG_NEWGEN");
    assertThatIllegalArgumentException().isThrownBy(() -> RulesetGeneration.parse(new byte[0]));
    byte[] whole = answer(NEW_GENERATION);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException().isThrownBy(() -> RulesetGeneration.parse(part));
    }
  }

  /// Header, family header, an attribute of five bytes with its padding, then the number.
  private static byte[] answer(int type) {
    return ByteBuffer.allocate(40)
        .order(ByteOrder.nativeOrder())
        .putInt(40)
        .putShort((short) type)
        .putShort((short) 0)
        .putLong(0)
        .putInt(0)
        .putShort((short) 9)
        .putShort((short) 3)
        .putLong(0)
        .putShort((short) 8)
        .putShort((short) 1)
        .order(ByteOrder.BIG_ENDIAN)
        .putInt(NUMBER)
        .array();
  }
}
