package org.sallyport.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.PacketQuestion.Reading;
import org.sallyport.core.firewall.PacketQuestion.Way;

final class PacketQuestionTest {
  private static PacketQuestion read(String text) {
    return switch (PacketQuestion.read(text)) {
      case Reading.Understood(var question) -> question;
      case Reading.Refused(var why) -> throw new AssertionError(text + ": " + why);
    };
  }

  private static PacketQuestion question(
      Way way, String source, String destination, Payload payload) {
    return new PacketQuestion(
        way,
        InetAddress.ofLiteral(source),
        InetAddress.ofLiteral(destination),
        payload,
        ConnectionState.NEW,
        false);
  }

  @Test
  void aConnectionOfAMachine() {
    var expected =
        question(new Way.In("", ""), "10.152.152.11", "192.0.2.7", Payload.Tcp.opening(443));
    assertThat(read("tcp 10.152.152.11 > 192.0.2.7:443")).isEqualTo(expected);
    assertThat(read("  tcp  10.152.152.11:5000>192.0.2.7:443 ")).isEqualTo(expected);
  }

  @Test
  void ipv6AndWhereItComesFrom() {
    assertThat(
            read(
                "udp [fd19:c33d:88bc::11]:5353 > [2001:db8::53]:53 in eth1 from 52:54:00:00:00:1A"))
        .isEqualTo(
            question(
                new Way.In("eth1", "52:54:00:00:00:1a"),
                "fd19:c33d:88bc::11",
                "2001:db8::53",
                new Payload.Udp(5353, 53)));
  }

  @Test
  void whatThisMachineSends() {
    assertThat(read("out tor tcp > [2001:db8::1]:9001 by tun0"))
        .isEqualTo(
            question(new Way.Out("tor", "tun0"), "::", "2001:db8::1", Payload.Tcp.opening(9001)));
    assertThat(read("out 1000 icmp 10.0.2.15 > 192.0.2.7"))
        .isEqualTo(
            question(new Way.Out("1000", ""), "10.0.2.15", "192.0.2.7", new Payload.Icmp(8, 0)));
  }

  @Test
  void messagesFlagsStatesAndOtherProtocols() {
    assertThat(read("icmp 10.152.152.11 > 192.0.2.7 type 3 code 4 state related"))
        .extracting(PacketQuestion::payload, PacketQuestion::state)
        .containsExactly(new Payload.Icmp(3, 4), ConnectionState.RELATED);
    assertThat(read("icmp fd19::11 > fd19::10").payload()).isEqualTo(new Payload.Icmp(128, 0));
    assertThat(read("tcp 1.2.3.4 > 5.6.7.8:9 flags fin,psh,urg fragment"))
        .extracting(PacketQuestion::payload, PacketQuestion::fragment)
        .containsExactly(
            new Payload.Tcp(9, EnumSet.of(TcpFlag.FIN, TcpFlag.PSH, TcpFlag.URG)), true);
    assertThat(read("tcp 1.2.3.4 > 5.6.7.8:9 flags none").payload())
        .isEqualTo(new Payload.Tcp(9, Set.of()));
    assertThat(read("132 1.2.3.4 > 5.6.7.8").payload()).isEqualTo(new Payload.Other(132));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "''|it ends where there should be a protocol",
        "tcp|it ends where there should be a source",
        "tcp 1.2.3.4|it ends where there should be >",
        "tcp 1.2.3.4 5.6.7.8|there is no >",
        "tcp 1.2.3.4 >|it ends where there should be a destination",
        "tcp > 1.2.3.4:1|it has no source",
        "tcp 1.2.3.4 > 5.6.7.8|nothing is not a port",
        "tcp 1.2.3.4 > 5.6.7.8:65536|65536 is not a port",
        "tcp 1.2.3.4 > host.test:1|host.test is not an address",
        "tcp 1.2.3.4 > 127.1:1|127.1 is not an address",
        "tcp 1.2.3.4 > 2001:db8::1|not both IPv4",
        "tcp 1.2.3.4 > 5.6.7.8:9 at eth0|at is not an option",
        "tcp 1.2.3.4 > 5.6.7.8:9 in|a value of in",
        "tcp 1.2.3.4 > 5.6.7.8:9 in eth0 in eth1|in is said twice",
        "tcp 1.2.3.4 > 5.6.7.8:9 in eth0;reboot|eth0;reboot is not an interface",
        "tcp 1.2.3.4 > 5.6.7.8:9 by eth0|by does not fit",
        "out tor tcp > 5.6.7.8:9 in eth0|in does not fit",
        "out Tor tcp > 5.6.7.8:9|Tor is not a user's name or number",
        "tcp 1.2.3.4 > 5.6.7.8:9 from 52:54|52:54 is not a hardware address",
        "tcp 1.2.3.4 > 5.6.7.8:9 state old|old is not new",
        "tcp 1.2.3.4 > 5.6.7.8:9 state new type 3|type does not fit",
        "tcp 1.2.3.4 > 5.6.7.8:9 flags syn,xyz|XYZ is not fin",
        "udp 1.2.3.4 > 5.6.7.8:9 flags syn|flags does not fit",
        "icmp 1.2.3.4 > 5.6.7.8:9|only tcp and udp have ports",
        "sctp 1.2.3.4 > 5.6.7.8|sctp is not a protocol",
        "256 1.2.3.4 > 5.6.7.8|256 is not a protocol"
      })
  void saysWhyItDoesNotUnderstand(String text, String why) {
    assertThat(PacketQuestion.read(text))
        .isInstanceOfSatisfying(
            Reading.Refused.class, refused -> assertThat(refused.why()).contains(why));
  }

  @Test
  void readsWhateverIsWritten() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    String[] words =
        """
        out tor tcp udp icmp 132 > 1.2.3.4 5.6.7.8:9 [::1]:2 ::1 in eth0 by from 52:54:00:00:00:11 \
        state new flags syn, none type 3 code fragment [ ] : ]:[\
        """
            .split(" ", -1);
    int understood = 0;
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "tcp 1.2.3.4 > 5.6.7.8:9 " : "");
      for (int length = random.nextInt(9); length > 0; length--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextInt(9) == 0 ? "" : " ");
      }
      switch (PacketQuestion.read(text.toString())) {
        case Reading.Understood _ -> understood++;
        case Reading.Refused(var why) -> assertThat(why).as("seed %d: %s", seed, text).isNotBlank();
      }
    }
    assertThat(understood).as("seed %d", seed).isPositive();
    assertThat(PacketQuestion.read("x".repeat(PacketQuestion.LONGEST_TEXT + 1)))
        .isInstanceOf(Reading.Refused.class);
  }
}
