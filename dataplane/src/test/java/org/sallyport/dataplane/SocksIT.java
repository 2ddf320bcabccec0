package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.dataplane.Bytes.all;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.dataplane.counter.Counters.Count;

/// SOCKS clients, byte for byte, from the application's socket to tor's.
@Timeout(30)
final class SocksIT {
  private static final byte[] CONNECTED = hex("05 00 00 01 00000000 0000");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void connectsAndCarriesBytesBothWays(String loopback) throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client(PortKind.SOCKS, loopback)) {
      send(client, hex("05 01 00"));
      expect(client, hex("05 00"));
      send(client, socks5(1, "web.test", 80));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.command()).isEqualTo(1);
        assertThat(stream.target()).isEqualTo("web.test:80");
        assertThat(stream.token()).isEqualTo(Lab.TOKEN.text());
        stream.succeed();
        expect(client, CONNECTED);
        send(client, ascii("question"));
        assertThat(stream.readText(8)).isEqualTo("question");
        stream.write("answer");
        expect(client, ascii("answer"));
        stream.shutdownOutput();
        expectEnd(client);
        client.shutdownOutput();
        stream.expectEnd();
      }
    }
  }

  @Test
  void sendsEarlyDataWithTheRequestInOneWrite() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80), ascii("GET / HTTP/1.1\r\n")));
      expect(client, hex("05 00"));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.early()).isEqualTo(ascii("GET / HTTP/1.1\r\n"));
        stream.succeed();
        expect(client, CONNECTED);
      }
    }
  }

  @Test
  void doesNotClaimSuccessBeforeTorHasAnswered() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "nx.test", 80), ascii("early")));
      try (var stream = lab.tor.accept()) {
        stream.fail(4);
        expect(client, hex("05 00  05 04 00 01 00000000 0000"));
        expectEnd(client);
      }
    }
  }

  @Test
  void keepsWhatTorSendsTogetherWithItsReply() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 22)));
      try (var stream = lab.tor.accept()) {
        stream.write(join(hex("01 00  05 00 00 01 00000000 0000"), ascii("SSH-2.0-x\r\n")));
        expect(client, join(hex("05 00"), CONNECTED, ascii("SSH-2.0-x\r\n")));
      }
    }
  }

  @Test
  void speaksSocks4And4a() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS)) {
      try (var client = lab.client()) {
        send(client, join(hex("04 01 0050 C0000207"), ascii("me"), hex("00")));
        try (var stream = lab.tor.accept()) {
          assertThat(stream.target()).isEqualTo("192.0.2.7:80");
          stream.succeed();
          expect(client, hex("00 5A 0000 00000000"));
        }
      }
      try (var client = lab.client()) {
        send(client, join(hex("04 01 0050 00000001 00"), ascii("web.test"), hex("00")));
        try (var stream = lab.tor.accept()) {
          assertThat(stream.target()).isEqualTo("web.test:80");
          stream.fail(5);
          expect(client, hex("00 5B 0000 00000000"));
          expectEnd(client);
        }
      }
      var first = lab.asked.take();
      assertThat(first.credentials()).isEqualTo(Credentials.socks(ascii("me"), new byte[0]));
      assertThat(first.protocol()).isEqualTo(ClientProtocol.SOCKS4);
      assertThat(lab.asked.take().credentials().isEmpty()).isTrue();
    }
  }

  @Test
  void makesCredentialsPartOfTheRequestAndNotOfWhatTorSees() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      byte[] user = ascii("<torS0X>1alice");
      send(client, hex("05 02 00 02"));
      expect(client, hex("05 02"));
      send(client, join(hex("01 0E"), user, hex("02 7077")));
      expect(client, hex("01 00"));
      send(client, socks5(1, "web.test", 80));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.token()).isEqualTo(Lab.TOKEN.text());
        assertThat(lab.asked.take().credentials()).isEqualTo(Credentials.socks(user, ascii("pw")));
      }
    }
  }

  @Test
  void resolvesNamesAndAddresses() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS)) {
      try (var client = lab.client()) {
        send(client, join(hex("05 01 00"), socks5(0xF0, "web.test", 0)));
        try (var stream = lab.tor.accept()) {
          assertThat(stream.command()).isEqualTo(0xF0);
          assertThat(stream.target()).isEqualTo("web.test:0");
          stream.reply(0, 1, hex("C0000207"));
          expect(client, hex("05 00  05 00 00 01 C0000207 0000"));
          expectEnd(client);
        }
      }
      try (var client = lab.client()) {
        send(client, join(hex("05 01 00"), hex("05 F1 00 01 C0000207 0000")));
        try (var stream = lab.tor.accept()) {
          assertThat(stream.command()).isEqualTo(0xF1);
          stream.reply(0, 3, join(hex("08"), ascii("web.test")));
          expect(client, join(hex("05 00  05 00 00 03 08"), ascii("web.test"), hex("0000")));
          expectEnd(client);
        }
      }
    }
  }

  @Test
  void takesALiteralGivenAsANameForAnAddress() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "2001:db8::1", 443)));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.target()).isEqualTo("2001:db8:0:0:0:0:0:1:443");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BLOCKED, 01",
    "POLICY, 02",
    "INTERNAL_ADDRESS, 02",
    "UNKNOWN_FAKE_ADDRESS, 04",
    "LOOP, 02",
    "TOO_MANY_STREAMS, 01"
  })
  void saysWhyAStreamIsRefused(RefusalReason reason, String code) throws Exception {
    try (var lab = Lab.Plan.USUAL.refusing(reason).lab(PortKind.SOCKS)) {
      try (var client = lab.client()) {
        send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
        expect(client, join(hex("05 00  05"), hex(code), hex("00 01 00000000 0000")));
        expectEnd(client);
      }
      try (var client = lab.client()) {
        send(client, hex("04 01 0050 C0000207 00"));
        expect(client, hex("00 5B 0000 00000000"));
        expectEnd(client);
      }
      lab.compartment.close();
      assertThat(lab.counters().refused(reason)).isEqualTo(2);
      assertThat(lab.counters().count(Count.STREAMS_ADMITTED)).isZero();
    }
  }

  @Test
  void failsAtOnceWhenTorIsGone() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS)) {
      lab.tor.close();
      try (var client = lab.client()) {
        send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
        expect(client, hex("05 00  05 01 00 01 00000000 0000"));
        expectEnd(client);
      }
      lab.compartment.close();
      assertThat(lab.counters().count(Count.STREAMS_FAILED)).isEqualTo(1);
      assertThat(lab.dataPlane.openStreams()).isZero();
    }
  }

  @Test
  void failsWhenTorHangsUpOrSpeaksNonsense() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS)) {
      for (byte[] nonsense : new byte[][] {{}, hex("05 FF"), hex("05 01"), ascii("HTTP/1.0 501")}) {
        try (var client = lab.client()) {
          send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
          try (var raw = new FakeTor.Conversation(lab.tor.acceptRaw())) {
            assertThat(raw.read(3)).isEqualTo(hex("05 01 02"));
            raw.write(nonsense);
          }
          expect(client, hex("05 00  05 01 00 01 00000000 0000"));
          expectEnd(client);
        }
      }
    }
  }

  @Test
  void tellsHttpClientsWhatItIs() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, ascii("GET http://web.test/ HTTP/1.1\r\n\r\n"));
      assertThat(all(client)).startsWith("HTTP/1.0 501 ").contains("SOCKS");
      lab.compartment.close();
      assertThat(lab.counters().malformed(PortKind.SOCKS)).isEqualTo(1);
    }
  }
}
