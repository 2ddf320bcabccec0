package org.sallyport.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.stream.Host;

/// The table of internal hosts: each range by its first and last address and its neighbours.
final class InternalHostsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "10.192.0.1",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.0",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.0",
        "192.168.255.255",
        "224.0.0.0",
        "239.255.255.255",
        "240.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "fc00::",
        "fdff::1",
        "fe80::",
        "febf::1",
        "fec0::1",
        "feff::1",
        "ff00::",
        "ff02::1",
        "ffff::",
        "localhost",
        "a.localhost",
        "LOCALHOST",
        "printer.local",
        "web.test.relay.exit",
        "local",
        "nas.home.arpa",
        "db.internal",
        "internal."
      })
  void internal(String text) {
    assertThat(InternalHosts.contains(host(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "192.0.2.1",
        "::ffff:8.8.8.8",
        "198.18.0.1",
        "203.0.113.1",
        "0:0:0:1::",
        "2001:db8::1",
        "2606:4700::1111",
        "fbff::1",
        "fe00::1",
        "64:ff9b::1",
        "web.test",
        "local.example",
        "notlocal",
        "exit.example",
        "localhost.example",
        "mylocalhost",
        "arpa",
        "home.arpa.example",
        "abc.onion"
      })
  void notInternal(String text) {
    assertThat(InternalHosts.contains(host(text))).isFalse();
  }

  @Test
  void ipv4InsideIpv6IsJudgedToo() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 10;
    var address = Inet6Address.getByAddress(null, mapped, 0);
    assertThat(InternalHosts.contains(new Host.Address(address))).isTrue();
  }

  private static Host host(String text) {
    return Host.of(text).orElseThrow();
  }
}
