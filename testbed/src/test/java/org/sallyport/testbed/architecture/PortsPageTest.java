package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class PortsPageTest {
  private static final String PAGE = "docs/reference/ports.md";

  @Test
  void pageIsThatOfTheCode() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(Repository.file(PAGE), PortsPage.text());
    }
    assertThat(Repository.text(PAGE))
        .as(PAGE + " is stale; run this test with -Dgolden.update=true to write it anew")
        .isEqualTo(PortsPage.text());
  }
}
