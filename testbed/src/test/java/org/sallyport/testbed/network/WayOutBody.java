package org.sallyport.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.lab.LabBody;

/// What [PrivateNetworkIT] runs in a namespace with an interface besides `lo`.
final class WayOutBody {
  private WayOutBody() {}

  public static void main(String[] args) {
    LabBody.main(args, WayOutBody::inside);
  }

  private static void inside(Path directory, List<String> arguments) throws Exception {
    var sealed = SealedNamespace.require();
    var ip = new ProcessBuilder("ip", "link", "add", "way0", "type", "veth", "peer", "out0");
    assertThat(ip.inheritIO().start().waitFor()).isZero();
    assertThat(sealed.stillSealed()).isFalse();
    var network = directory.resolve("net");
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> PrivateNetwork.builder(network).start())
        .withMessageContaining("way0")
        .withMessageContaining("out0")
        .extracting(GatewayException::kind)
        .isEqualTo(ErrorKind.CONFIGURATION);
    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> LoopbackAddresses.add(sealed, List.of(PrivateAddresses.SERVER)));
    assertThat(network).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/net/fib_trie"))).doesNotContain("192.88.99.50");
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }
}
