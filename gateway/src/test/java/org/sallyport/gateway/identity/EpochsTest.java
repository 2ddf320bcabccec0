package org.sallyport.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

final class EpochsTest {
  private static final WorkstationName RESEARCH = new WorkstationName("research");
  private static final Owner MAIL = new Owner(RESEARCH, new ApplicationName("mail"));
  private static final Owner CURL = new Owner(RESEARCH, new ApplicationName("curl"));
  private static final Owner OTHER =
      new Owner(new WorkstationName("other"), new ApplicationName("mail"));

  private final Epochs epochs = new Epochs();

  @Test
  void newIdentityOfOneApplicationLeavesTheOthersAlone() {
    var mail = epochs.identity(MAIL);
    var curl = epochs.identity(CURL);
    epochs.renew(MAIL);
    assertThat(epochs.identity(MAIL)).isNotEqualTo(mail);
    assertThat(epochs.isCurrent(mail)).isFalse();
    assertThat(epochs.identity(CURL)).isEqualTo(curl);
    assertThat(epochs.isCurrent(curl)).isTrue();
  }

  @Test
  void newIdentityOfAWorkstationCoversItsApplicationsOnly() {
    var mail = epochs.identity(MAIL);
    var other = epochs.identity(OTHER);
    epochs.renew(RESEARCH);
    assertThat(epochs.isCurrent(mail)).isFalse();
    assertThat(epochs.isCurrent(other)).isTrue();
  }

  @Test
  void newIdentityIsUnequalToEveryEarlierOneWhateverRenewedIt() {
    var seen = new java.util.HashSet<>();
    for (int i = 0; i < 30; i++) {
      assertThat(seen.add(epochs.identity(MAIL))).isTrue();
      switch (i % 3) {
        case 0 -> epochs.renew(MAIL);
        case 1 -> epochs.renew(RESEARCH);
        default -> epochs.renewAll();
      }
    }
  }
}
