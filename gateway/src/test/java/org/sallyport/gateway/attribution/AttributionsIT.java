package org.sallyport.gateway.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.linux.attribution.SocketAttribution;
import org.sallyport.linux.namespace.NetworkNamespace;

/// Answers where there is nobody to be found: an empty namespace.
@Timeout(60)
final class AttributionsIT {
  private static final Flow.End END = new Flow.End(InetAddress.ofLiteral("127.0.0.1"), 1);
  private static final Flow NOBODYS = new Flow.Internet(Flow.Transport.TCP, END, END);
  private static final int MANY = 2 * Attributions.MAX_WAITING;

  @Test
  void everyUnknownOpenerHasANonceOfItsOwnHoweverManyAsk() throws Exception {
    try (var namespace = NetworkNamespace.create();
        var sockets = SocketAttribution.of(namespace);
        var attributions = new Attributions()) {
      Attribution attribution = attributions.of(sockets, Attribution.Use.ISOLATION);
      var answers = new CompletableFuture<?>[MANY];
      Set<Long> nonces = new HashSet<>();
      for (int i = 0; i < MANY; i++) {
        answers[i] = ask(attribution);
      }
      for (CompletableFuture<?> answer : answers) {
        Object origin = answer.get(30, TimeUnit.SECONDS);
        assertThat(origin).isInstanceOf(Origin.Unknown.class);
        assertThat(nonces.add(((Origin.Unknown) origin).nonce())).isTrue();
      }
    }
  }

  @Test
  void whenItHasEndedEverybodyIsUnknown() throws Exception {
    try (var namespace = NetworkNamespace.create();
        var sockets = SocketAttribution.of(namespace)) {
      var attributions = new Attributions();
      Attribution attribution = attributions.of(sockets, Attribution.Use.ISOLATION);
      attributions.close();
      assertThat(ask(attribution).get(30, TimeUnit.SECONDS)).isInstanceOf(Origin.Unknown.class);
    }
  }

  private static CompletableFuture<Origin> ask(Attribution attribution) {
    var answer = new CompletableFuture<Origin>();
    attribution.ask(NOBODYS, answer::complete);
    return answer;
  }
}
