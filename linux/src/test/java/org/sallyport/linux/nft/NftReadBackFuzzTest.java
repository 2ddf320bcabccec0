package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

final class NftReadBackFuzzTest {
  private static final WorkstationRules RULES =
      new WorkstationRules(new Redirect.To(9040), new Redirect.To(5300), List.of());

  @FuzzTest(maxDuration = "5s")
  void readsAnyTextAndTakesOnlyTheRightOne(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    Listing wanted = Listing.of(RULES.table());
    Listing listed = Listing.of(text);
    assertThat(listed.differenceFrom(wanted).isEmpty()).isEqualTo(listed.equals(wanted));
    try {
      RejectedPackets packets = RejectedPackets.parse(text);
      assertThat(packets.packets().values()).allMatch(number -> number >= 0);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("expected: all kinds");
    }
  }
}
