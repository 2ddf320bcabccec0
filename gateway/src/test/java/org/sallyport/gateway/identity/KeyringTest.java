package org.sallyport.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.port.SessionGroup;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

final class KeyringTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Keyring keyring =
      new Keyring(new TokenMint(new byte[TokenMint.SECRET_BYTES]), now::get);

  @Test
  void remembersWhatATokenStandsFor() {
    var token = keyring.token(key(1)).orElseThrow();
    assertThat(keyring.key(token.text())).contains(key(1));
    assertThat(keyring.key("unknown")).isEmpty();
  }

  @Test
  void forgetsOnlyOldTokensThatNothingMentions() {
    var kept = keyring.token(key(1)).orElseThrow();
    var dropped = keyring.token(key(2)).orElseThrow();
    now.set(Instant.EPOCH.plus(Keyring.FORGET_AFTER).plusMillis(1));
    var fresh = keyring.token(key(3)).orElseThrow();
    keyring.forgetUnused(Set.of(kept.text()));
    assertThat(keyring.key(kept.text())).isPresent();
    assertThat(keyring.key(fresh.text())).isPresent();
    assertThat(keyring.key(dropped.text())).isEmpty();
  }

  @Test
  void mintsTheSameTokenAgainAfterForgetting() {
    var token = keyring.token(key(1)).orElseThrow();
    now.set(Instant.EPOCH.plus(Keyring.FORGET_AFTER).plusMillis(1));
    keyring.forgetUnused(Set.of());
    assertThat(keyring.size()).isZero();
    assertThat(keyring.token(key(1))).contains(token);
  }

  @Test
  void refusesMoreKeysThanItMayHold() {
    for (int i = 0; i < Keyring.MAX_TOKENS; i++) {
      assertThat(keyring.token(key(i))).isPresent();
    }
    assertThat(keyring.token(key(Keyring.MAX_TOKENS))).isEmpty();
    assertThat(keyring.token(key(0))).isPresent();
  }

  private static IsolationKey key(long epoch) {
    var identity = new Identity(WorkstationName.DEFAULT, epoch, new ApplicationName("curl"), 0);
    return new IsolationKey(identity, new SessionGroup.Named(0), null, null, null, null, null);
  }
}
