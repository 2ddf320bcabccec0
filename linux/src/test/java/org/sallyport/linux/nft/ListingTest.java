package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListingTest {
  private static final String WANTED =
      new WorkstationRules(new Redirect.To(9040), new Redirect.To(5300), List.of()).table();

  @Test
  void whiteSpaceAndOtherSpellingsAreNoDifference() {
    String other =
        WANTED
            .replace("\t", "    ")
            .replace("icmpx admin-prohibited", "icmpx type admin-prohibited")
            .replace("priority 0;", "priority filter;");
    assertThat(Listing.of(other).differenceFrom(Listing.of(WANTED))).isEmpty();
  }

  @Test
  void everyOtherChangeOfALineIsADifference() {
    Listing wanted = Listing.of(WANTED);
    for (int i = 0; i < wanted.lines().size(); i++) {
      var changed = new ArrayList<>(wanted.lines());
      changed.set(i, changed.get(i) + " x");
      assertThat(new Listing(changed).differenceFrom(wanted)).isPresent();
      changed.remove(i);
      assertThat(new Listing(changed).differenceFrom(wanted)).isPresent();
    }
  }

  @Test
  void differenceNamesBothLines() {
    assertThat(Listing.of("a\nc\n").differenceFrom(Listing.of("a\nb\n")))
        .contains("line 2 is \"c\", not \"b\"");
    assertThat(Listing.of("a\n").differenceFrom(Listing.of("a\nb\n")))
        .contains("line 2 is \"\", not \"b\"");
    assertThat(Listing.of("").differenceFrom(Listing.of(WANTED))).isPresent();
  }
}
