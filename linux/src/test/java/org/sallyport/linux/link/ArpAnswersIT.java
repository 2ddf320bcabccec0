package org.sallyport.linux.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.linux.namespace.NetworkNamespace;

/// The setting, in a network of its own.
final class ArpAnswersIT {
  private static final Path SETTING = Path.of("/proc/sys/net/ipv4/conf/all/arp_ignore");

  private NetworkNamespace namespace;

  @BeforeEach
  void create() throws Exception {
    namespace = NetworkNamespace.create();
  }

  @AfterEach
  void close() {
    namespace.close();
  }

  private String after(String before) throws Exception {
    return namespace.run(() -> {
      Files.writeString(SETTING, before);
      ArpAnswers.ofTheSameInterface();
      return Files.readString(SETTING).strip();
    });
  }

  @Test
  void othersAddressesAreNotTold() throws Exception {
    assertThat(after("0")).isEqualTo("1");
    assertThat(after("1")).isEqualTo("1");
  }

  @Test
  void whatIsStricterStays() throws Exception {
    assertThat(after("8")).isEqualTo("8");
  }
}
