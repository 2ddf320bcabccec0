package org.sallyport.linux.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.linux.namespace.NetworkNamespace;

/// Forwarding in a network of its own.
final class ForwardingIT {
  private NetworkNamespace namespace;

  @BeforeEach
  void create() throws Exception {
    namespace = NetworkNamespace.create();
    namespace.run(Forwarding::switchOff);
  }

  @AfterEach
  void close() {
    namespace.close();
  }

  private List<String> switchedOff(String... settings) throws Exception {
    return namespace.run(() -> {
      for (String setting : settings) {
        Files.writeString(Path.of("/proc/sys/net", setting.split("\\.")), "1");
      }
      return Forwarding.switchOff();
    });
  }

  @Test
  void whateverIsOnIsSwitchedOffAndNamed() throws Exception {
    assertThat(switchedOff("ipv4.conf.lo.forwarding"))
        .containsExactly("net.ipv4.conf.lo.forwarding");
    assertThat(switchedOff("ipv4.ip_forward"))
        .contains("net.ipv4.conf.all.forwarding", "net.ipv4.conf.default.forwarding");
    assertThat(switchedOff("ipv6.conf.all.forwarding"))
        .contains("net.ipv6.conf.all.forwarding", "net.ipv6.conf.lo.forwarding");
    assertThat(switchedOff("ipv6.conf.default.forwarding"))
        .containsExactly("net.ipv6.conf.default.forwarding");
  }

  @Test
  void thereIsNothingToDoWhereAllIsOff() throws Exception {
    assertThat(switchedOff()).isEmpty();
    assertThat(namespace.run(() -> Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward"))))
        .isEqualToIgnoringNewLines("0");
  }
}
