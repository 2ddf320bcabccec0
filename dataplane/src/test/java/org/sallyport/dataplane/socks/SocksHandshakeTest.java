package org.sallyport.dataplane.socks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.upstream.Answer;

final class SocksHandshakeTest {
  private static final Credentials NONE = Credentials.socks(new byte[0], new byte[0]);

  /// A whole conversation of a client, what it asks for, and what it is told before the answer.
  record Sample(
      String name,
      String sent,
      Purpose purpose,
      Destination destination,
      Credentials credentials,
      ClientProtocol protocol,
      String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    var web = new Destination(new Host.Name("web.test"), 80);
    var ipv4 = new Destination(new Host.Address(InetAddress.ofLiteral("192.0.2.7")), 80);
    var ipv6 = new Destination(new Host.Address(InetAddress.ofLiteral("2001:db8::7")), 80);
    var alice = Credentials.socks(ascii("alice"), ascii("pw"));
    var user = Credentials.socks(ascii("alice"), new byte[0]);
    String name = "08" + hexOf("web.test");
    return Stream.of(
        v5("name", "050100 05010003" + name + "0050", Purpose.CONNECT, web, NONE, "0500"),
        v5("ipv4", "050100 05010001C00002070050", Purpose.CONNECT, ipv4, NONE, "0500"),
        v5(
            "ipv6",
            "050100 05010004 20010DB8000000000000000000000007 0050",
            Purpose.CONNECT,
            ipv6,
            NONE,
            "0500"),
        v5(
            "credentials",
            "05020002 01 05" + hexOf("alice") + "02" + hexOf("pw") + "05010003" + name + "0050",
            Purpose.CONNECT,
            web,
            alice,
            "0502 0100"),
        v5(
            "empty credentials",
            "050102 010000 05010003" + name + "0050",
            Purpose.CONNECT,
            web,
            NONE,
            "0502 0100"),
        v5(
            "resolve",
            "050100 05F00003" + name + "0050",
            Purpose.RESOLVE,
            new Destination(web.host(), 0),
            NONE,
            "0500"),
        v5(
            "resolve ptr",
            "050100 05F10001C00002070000",
            Purpose.RESOLVE_PTR,
            new Destination(ipv4.host(), 0),
            NONE,
            "0500"),
        v5(
            "an address as a name",
            "050100 05010003 09" + hexOf("192.0.2.7") + "0050",
            Purpose.CONNECT,
            ipv4,
            NONE,
            "0500"),
        v4("socks4", "04010050C0000207" + hexOf("alice") + "00", Purpose.CONNECT, ipv4, user),
        v4("socks4 without user", "04010050C000020700", Purpose.CONNECT, ipv4, NONE),
        v4(
            "socks4a",
            "0401005000000001" + hexOf("alice") + "00" + hexOf("WEB.test.") + "00",
            Purpose.CONNECT,
            web,
            user),
        v4(
            "socks4a resolve",
            "04F000000000000100" + hexOf("web.test") + "00",
            Purpose.RESOLVE,
            new Destination(web.host(), 0),
            NONE));
  }

  private static Sample v5(
      String name, String sent, Purpose purpose, Destination to, Credentials given, String told) {
    return new Sample(name, sent, purpose, to, given, ClientProtocol.SOCKS5, told);
  }

  private static Sample v4(
      String name, String sent, Purpose purpose, Destination to, Credentials given) {
    return new Sample(name, sent, purpose, to, given, ClientProtocol.SOCKS4, "");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void understandsEverythingInOneWrite(Sample sample) {
    check(sample, new SocksPipe().whole(hex(sample.sent())));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void understandsAByteAtATime(Sample sample) {
    check(sample, new SocksPipe().byteByByte(hex(sample.sent())));
  }

  private static void check(Sample sample, SocksPipe pipe) {
    var asked = pipe.requests.only().orElseThrow();
    assertThat(asked.purpose()).isEqualTo(sample.purpose());
    assertThat(asked.destination()).isEqualTo(sample.destination());
    assertThat(asked.credentials()).isEqualTo(sample.credentials());
    assertThat(asked.protocol()).isEqualTo(sample.protocol());
    assertThat(pipe.told()).isEqualTo(hex(sample.told()));
    assertThat(pipe.channel.isOpen()).isTrue();
    assertThat(pipe.counters().malformed(PortKind.SOCKS)).isZero();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void passesOnWhatFollowsAConnect(Sample sample) {
    if (sample.purpose() == Purpose.CONNECT) {
      var pipe = new SocksPipe().whole(join(hex(sample.sent()), ascii("early data")));
      assertThat(pipe.passedOn()).isEqualTo(ascii("early data"));
      pipe.whole(ascii("more"));
      assertThat(pipe.passedOn()).isEqualTo(ascii("more"));
    } else {
      var pipe = new SocksPipe().whole(join(hex(sample.sent()), ascii("nonsense")));
      assertThat(pipe.passedOn()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "bind, 050100 050200 01C00002070050, 0500 05070001000000000000",
    "udp associate, 050100 050300 01C00002070050, 0500 05070001000000000000",
    "unknown command, 050100 050900 01C00002070050, 0500 05070001000000000000",
    "unknown address type, 050100 050100 02C00002070050, 0500 05080001000000000000",
    "port 0, 050100 050100 01C00002070000, 0500 05010001000000000000",
    "empty name, 050100 050100 03000050, 0500 05010001000000000000",
    "name with a space, 050100 050100 0303612062 0050, 0500 05010001000000000000",
    "name to look up backwards, 050100 05F100 0303612E62 0000, 0500 05010001000000000000",
    "wrong version in the request, 050100 040100 01C00002070050, 0500 05010001000000000000",
    "no method that we know, 05020103, 05FF",
    "no method at all, 0500, 05FF",
    "wrong authentication version, 050102 05, 0502",
    "socks4 bind, 04020050C000020700, 005B000000000000",
    "socks4 port 0, 04010000C000020700, 005B000000000000",
    "socks4 resolve ptr, 04F10000C000020700, 005B000000000000",
    "socks4a without a name, 040100500000000100 00, 005B000000000000",
    "not socks at all, 16030100, ''",
  })
  void refusesWhatItDoesNotUnderstand(String name, String sent, String told) {
    for (boolean whole : new boolean[] {true, false}) {
      var pipe = new SocksPipe();
      var _ = whole ? pipe.whole(hex(sent)) : pipe.byteByByte(hex(sent));
      assertThat(pipe.requests.only()).isEmpty();
      assertThat(pipe.told()).isEqualTo(hex(told));
      assertThat(pipe.channel.isOpen()).isFalse();
      assertThat(pipe.counters().malformed(PortKind.SOCKS)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", "CONNECT web.test:443 HTTP/1.1\r\n", "POST /"})
  void tellsHttpClientsThatItIsNoHttpProxy(String sent) {
    var pipe = new SocksPipe().whole(ascii(sent));
    assertThat(new String(pipe.told(), US_ASCII)).startsWith("HTTP/1.0 501 ");
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  @Test
  void refusesASocks4UserThatNeverEnds() {
    var pipe = new SocksPipe().whole(hex("04010050C0000207"));
    pipe.whole("x".repeat(Credentials.MAX_PART_BYTES).getBytes(US_ASCII));
    assertThat(pipe.channel.isOpen()).isTrue();
    pipe.whole(ascii("x"));
    assertThat(pipe.told()).isEqualTo(hex("005B000000000000"));
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  @Test
  void refusesASocks4aNameThatNeverEnds() {
    var pipe = new SocksPipe().whole(hex("040100500000000100"));
    pipe.whole("x".repeat(Host.MAX_NAME_CHARACTERS + 1).getBytes(US_ASCII));
    assertThat(pipe.channel.isOpen()).isTrue();
    pipe.whole(ascii("x"));
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  @Test
  void closesWhenTheClientEndsBeforeItHasAsked() {
    var pipe = new SocksPipe().whole(hex("0501"));
    pipe.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  @Test
  void answersALookupOfAClientThatHasEnded() {
    var pipe = new SocksPipe().whole(hex("050100 05F00003 0161 0000"));
    pipe.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    assertThat(pipe.told()).isEqualTo(hex("0500"));
    pipe.requests.answer(
        new Answer.Resolved(new Host.Address(InetAddress.ofLiteral("2001:db8::7"))));
    assertThat(pipe.told()).isEqualTo(hex("05000004 20010DB8000000000000000000000007 0000"));
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  @Test
  void saysInSocks4ThatAnIpv6AnswerCannotBeSaid() {
    var pipe = new SocksPipe().whole(hex("04F000000000000100 6100"));
    pipe.requests.answer(new Answer.Resolved(new Host.Address(InetAddress.ofLiteral("::2"))));
    assertThat(pipe.told()).isEqualTo(hex("005B000000000000"));
  }

  @Test
  void passesExtendedErrorsThrough() {
    var pipe = new SocksPipe().whole(hex("050100 05010003 0161 0050"));
    pipe.requests.answer(new Answer.Failed(0xF0));
    assertThat(pipe.told()).isEqualTo(hex("0500 05F00001000000000000"));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static String hexOf(String text) {
    return HexFormat.of().formatHex(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = java.util.Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }
}
