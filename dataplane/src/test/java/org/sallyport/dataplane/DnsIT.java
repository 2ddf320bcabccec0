package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.limit.Limits;

/// Questions over UDP and TCP in every mode.
@Timeout(30)
final class DnsIT {
  private static final int A = 1;
  private static final int PTR = 12;
  private static final int AAAA = 28;
  private static final int HTTPS = 65;

  @ParameterizedTest
  @ValueSource(
      strings = {"web.test", "WeB.tEsT", "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6.onion"})
  void mapsNamesToAddressesOfBothFamiliesAtOnce(String name) throws Exception {
    try (var lab = Lab.of(PortKind.DNS)) {
      InetAddress ipv4 = DnsClient.address(lab, name, A);
      InetAddress ipv6 = DnsClient.address(lab, name, AAAA);
      assertThat(ipv4).isInstanceOf(Inet4Address.class);
      assertThat(ipv6).isInstanceOf(Inet6Address.class);
      assertThat(DnsClient.address(lab, name.toLowerCase(java.util.Locale.ROOT), A))
          .isEqualTo(ipv4);
      assertThat(lab.asked).as("nobody was asked").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void answersOverBothFamilies(String loopback) throws Exception {
    try (var lab = Lab.of(PortKind.DNS)) {
      byte[] answer = DnsClient.ask(lab, loopback, DnsClient.query("web.test", A));
      assertThat(DnsClient.answers(answer)).isEqualTo(1);
    }
  }

  @Test
  void tellsTheNameOfAFakeAddress() throws Exception {
    try (var lab = Lab.of(PortKind.DNS)) {
      byte[] a = DnsClient.address(lab, "web.test", A).getAddress();
      String reverse =
          "%d.%d.%d.%d.in-addr.arpa".formatted(a[3] & 255, a[2] & 255, a[1] & 255, a[0] & 255);
      byte[] answer = DnsClient.ask(lab, "127.0.0.1", DnsClient.query(reverse, PTR));
      assertThat(DnsClient.code(answer)).isZero();
      assertThat(answer)
          .endsWith(join(hex("03"), ascii("web"), hex("04"), ascii("test"), hex("00")));
      byte[] other = DnsClient.query("7.2.0.192.in-addr.arpa", PTR);
      assertThat(DnsClient.code(DnsClient.ask(lab, "127.0.0.1", other))).isEqualTo(3);
    }
  }

  @Test
  void doesNotImplementOtherTypes() throws Exception {
    try (var lab = Lab.of(PortKind.DNS)) {
      byte[] answer = DnsClient.ask(lab, "127.0.0.1", DnsClient.query("web.test", HTTPS));
      assertThat(DnsClient.code(answer)).isEqualTo(4);
    }
  }

  @Test
  void answersManyQueriesOverOneConnection() throws Exception {
    try (var lab = Lab.of(PortKind.DNS);
        var client = lab.client()) {
      byte[] query = DnsClient.query("web.test", A);
      byte[] framed = join(new byte[] {0, (byte) query.length}, query);
      send(client, join(framed, framed));
      client.shutdownOutput();
      byte[] answers = client.getInputStream().readAllBytes();
      int length = ByteBuffer.wrap(answers).getShort();
      assertThat(answers).hasSize(2 * (2 + length));
    }
  }

  @Test
  void asksTorOnTheApplicationsKey() throws Exception {
    try (var lab = Lab.Plan.USUAL.with(DnsMode.RESOLVE).lab(PortKind.DNS)) {
      byte[] answer =
          whileAsking(
              lab,
              "web.test",
              A,
              stream -> {
                assertThat(stream.command()).isEqualTo(0xF0);
                assertThat(stream.target()).isEqualTo("web.test:0");
                stream.reply(0, 1, hex("C0000207"));
              });
      assertThat(answer).endsWith(hex("0001 0001 0000003C 0004 C0000207"));
      assertThat(lab.asked.take().protocol()).isEqualTo(ClientProtocol.DNS);
      byte[] otherFamily =
          whileAsking(lab, "web.test", AAAA, stream -> stream.reply(0, 1, hex("C0000207")));
      assertThat(DnsClient.code(otherFamily)).isZero();
      assertThat(DnsClient.answers(otherFamily)).isZero();
      byte[] name =
          whileAsking(
              lab,
              "7.2.0.192.in-addr.arpa",
              PTR,
              stream -> stream.reply(0, 3, join(hex("08"), ascii("web.test"))));
      assertThat(name).endsWith(join(hex("03"), ascii("web"), hex("04"), ascii("test"), hex("00")));
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "1, 2", "6, 2"})
  void saysWhatTorSaid(int socksCode, int dnsCode) throws Exception {
    try (var lab = Lab.Plan.USUAL.with(DnsMode.RESOLVE).lab(PortKind.DNS)) {
      byte[] answer = whileAsking(lab, "nx.test", A, stream -> stream.fail(socksCode));
      assertThat(DnsClient.code(answer)).isEqualTo(dnsCode);
    }
  }

  @ParameterizedTest
  @CsvSource({"BLOCKED, 2", "TOO_MANY_STREAMS, 2", "POLICY, 5", "INTERNAL_ADDRESS, 5"})
  void saysThatALookupIsRefused(RefusalReason reason, int dnsCode) throws Exception {
    try (var lab = Lab.Plan.USUAL.with(DnsMode.RESOLVE).refusing(reason).lab(PortKind.DNS)) {
      byte[] answer = DnsClient.ask(lab, "127.0.0.1", DnsClient.query("web.test", A));
      assertThat(DnsClient.code(answer)).isEqualTo(dnsCode);
    }
  }

  @Test
  void answersNoMoreLookupsAtOnceThanAllowed() throws Exception {
    var one = new Limits.Dns(8, Duration.ofSeconds(60), 1);
    var plan = Lab.Plan.USUAL.with(DnsMode.RESOLVE).with(Limits.defaults().with(one));
    try (var lab = plan.lab(PortKind.DNS)) {
      byte[] query = DnsClient.query("web.test", A);
      byte[] answer =
          whileAsking(
              lab,
              "web.test",
              A,
              stream -> {
                assertThat(DnsClient.code(DnsClient.ask(lab, "127.0.0.1", query))).isEqualTo(2);
                stream.reply(0, 1, hex("C0000207"));
              });
      assertThat(DnsClient.answers(answer)).isEqualTo(1);
    }
  }

  @Test
  void refusesWhenItIsOff() throws Exception {
    try (var lab = Lab.Plan.USUAL.with(DnsMode.OFF).lab(PortKind.DNS)) {
      byte[] answer = DnsClient.ask(lab, "127.0.0.1", DnsClient.query("web.test", A));
      assertThat(DnsClient.code(answer)).isEqualTo(5);
      lab.compartment.close();
      assertThat(lab.counters().count(Count.DNS_REFUSED)).isEqualTo(1);
    }
  }

  @Test
  void closesAConnectionThatSpeaksNoDns() throws Exception {
    try (var lab = Lab.of(PortKind.DNS);
        var client = lab.client()) {
      send(client, ascii("GET / HTTP/1.0\r\n\r\n"));
      expectEnd(client);
      lab.compartment.close();
      assertThat(lab.counters().malformed(PortKind.DNS)).isEqualTo(1);
    }
  }

  @Test
  void socksTakesAFakeAddressForItsName() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS, PortKind.DNS);
        var client = lab.client()) {
      InetAddress fake = DnsClient.address(lab, "web.test", A);
      send(client, join(hex("05 01 00"), socks5(1, fake.getHostAddress(), 80)));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.target()).isEqualTo("web.test:80");
      }
    }
  }

  /// Asks over UDP while the fake tor does its part.
  private static byte[] whileAsking(Lab lab, String name, int type, TorsPart part)
      throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<byte[]> ask = () -> DnsClient.ask(lab, "127.0.0.1", DnsClient.query(name, type));
      var answer = executor.submit(ask);
      try (var stream = lab.tor.accept()) {
        part.play(stream);
        return answer.get();
      }
    }
  }

  @FunctionalInterface
  private interface TorsPart {
    void play(FakeTor.Conversation stream) throws Exception;
  }
}
