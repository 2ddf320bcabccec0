package org.sallyport.dataplane.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.Credentials;
import org.sallyport.dataplane.upstream.Answer;

final class HttpHandshakeTest {
  @ParameterizedTest
  @CsvSource({
    "web.test:443, web.test:443",
    "WEB.Test.:80, web.test:80",
    "192.0.2.7:8080, 192.0.2.7:8080",
    "[2001:db8::7]:443, [2001:db8:0:0:0:0:0:7]:443",
    "expyuzz4wqqyqhjn.onion:65535, expyuzz4wqqyqhjn.onion:65535",
  })
  void understandsAuthorities(String authority, String destination) {
    String head = "CONNECT " + authority + " HTTP/1.1\r\nHost: x\r\n\r\n";
    for (var pipe :
        new HttpPipe[] {
          new HttpPipe().whole(head), new HttpPipe().byteByByte(head.getBytes(ISO_8859_1))
        }) {
      var asked = pipe.requests.only().orElseThrow();
      assertThat(asked.destination().text()).isEqualTo(destination);
      assertThat(asked.credentials().isEmpty()).isTrue();
      assertThat(pipe.told()).isEmpty();
      assertThat(pipe.channel.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT web.test HTTP/1.1",
        "CONNECT web.test: HTTP/1.1",
        "CONNECT web.test:0 HTTP/1.1",
        "CONNECT web.test:65536 HTTP/1.1",
        "CONNECT web.test:+80 HTTP/1.1",
        "CONNECT web.test:000080 HTTP/1.1",
        "CONNECT :80 HTTP/1.1",
        "CONNECT 2001:db8::7:443 HTTP/1.1",
        "CONNECT [web.test]:443 HTTP/1.1",
        "CONNECT user@web.test:443 HTTP/1.1",
        "CONNECT http://web.test:443 HTTP/1.1",
        "CONNECT  web.test:443 HTTP/1.1",
        "CONNECT web.test:443 HTTP/2.0",
        "CONNECT web.test:443",
        "CONNECT",
        "",
        "CONNECT web.test:443 HTTP/1.1\r\n folded: x",
        "CONNECT web.test:443 HTTP/1.1\r\nno colon",
        "CONNECT web.test:443 HTTP/1.1\r\n: x",
        "CONNECT web.test:443 HTTP/1.1\r\nbad name: x",
        "CONNECT web.test:443 HTTP/1.1\r\nname: a\rb",
        "CONNECT web.test:443 HTTP/1.1\r\nname: a\nb",
        "CONNECT web.test:443 HTTP/1.1\r\nname: a\0b",
      })
  void refusesMalformedHeads(String head) {
    var pipe = new HttpPipe().whole(head + "\r\n\r\n");
    assertThat(pipe.told()).startsWith("HTTP/1.0 400 ");
    assertThat(pipe.requests.only()).isEmpty();
    assertThat(pipe.channel.isOpen()).isFalse();
    assertThat(pipe.counters().malformed(PortKind.HTTP_TUNNEL)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET http://web.test/ HTTP/1.1, 405",
    "POST / HTTP/1.1, 405",
    "OPTIONS * HTTP/1.1, 405",
    "connect web.test:443 HTTP/1.1, 405",
  })
  void refusesOtherMethods(String line, String status) {
    var pipe = new HttpPipe().whole(line + "\r\n\r\n");
    assertThat(pipe.told()).startsWith("HTTP/1.0 " + status + " ").contains("\r\nAllow: CONNECT");
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  @Test
  void doesNotImplementRpcTargets() {
    var pipe = new HttpPipe().whole("CONNECT web.test:443 HTTP/1.1\r\nTor-RPC-Target: x\r\n\r\n");
    assertThat(pipe.told()).startsWith("HTTP/1.0 501 ");
  }

  @Test
  void keepsTheThreeWaysToIsolateApart() {
    var authorization = credentials("Proxy-Authorization: Basic dG9yOmE=");
    assertThat(authorization).isEqualTo(Credentials.http("Basic dG9yOmE=", ""));
    var isolation = credentials("tor-stream-isolation:  a ");
    assertThat(isolation).isEqualTo(Credentials.http("", "a"));
    var extended = credentials("X-Tor-Stream-Isolation: a");
    var both = credentials("X-Tor-Stream-Isolation: a\r\nTor-Stream-Isolation: a");
    var twice = credentials("Tor-Stream-Isolation: a\r\nTor-Stream-Isolation: a");
    assertThat(new Credentials[] {authorization, isolation, extended, both, twice})
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesCredentialsThatAreTooLong() {
    var pipe =
        new HttpPipe()
            .whole(
                "CONNECT web.test:443 HTTP/1.1\r\nProxy-Authorization: "
                    + "x".repeat(Credentials.MAX_PART_BYTES + 1)
                    + "\r\n\r\n");
    assertThat(pipe.told()).startsWith("HTTP/1.0 431 ");
  }

  @Test
  void refusesAHeadThatIsTooLongWhetherItEndsOrNot() {
    String start = "CONNECT web.test:443 HTTP/1.1\r\nx: ";
    String fits = start + "x".repeat(HttpPipe.MAX_BYTES - start.length());
    assertThat(new HttpPipe().whole(fits + "\r\n\r\n").requests.only()).isPresent();
    assertThat(new HttpPipe().whole(fits + "x\r\n\r\n").told()).startsWith("HTTP/1.0 431 ");
    assertThat(new HttpPipe().whole(fits + "xxxxx").told()).startsWith("HTTP/1.0 431 ");
    assertThat(new HttpPipe().whole(fits).told()).isEmpty();
  }

  @Test
  void passesOnWhatFollowsTheHead() {
    var pipe = new HttpPipe().whole("CONNECT web.test:443 HTTP/1.1\r\n\r\nearly\r\n\r\n");
    assertThat(pipe.passedOn()).isEqualTo("early\r\n\r\n");
    assertThat(pipe.whole("more").passedOn()).isEqualTo("more");
    pipe.requests.answer(new Answer.Connected());
    assertThat(pipe.told()).isEqualTo("HTTP/1.0 200 OK\r\n\r\n");
    assertThat(pipe.channel.isOpen()).isTrue();
  }

  @Test
  void closesWhenTheClientEndsBeforeItHasAsked() {
    var pipe = new HttpPipe().whole("CONNECT web.test:443 HTTP/1.1\r\n");
    pipe.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    assertThat(pipe.channel.isOpen()).isFalse();
  }

  private static Credentials credentials(String fields) {
    return new HttpPipe()
        .whole("CONNECT web.test:443 HTTP/1.1\r\n" + fields + "\r\n\r\n")
        .requests
        .only()
        .orElseThrow()
        .credentials();
  }
}
