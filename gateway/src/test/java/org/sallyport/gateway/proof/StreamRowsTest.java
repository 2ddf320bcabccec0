package org.sallyport.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.api.StreamRow;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.listing.OpenStream;

final class StreamRowsTest {
  private static final IsolationToken TOKEN = new IsolationToken("t".repeat(43));

  @Test
  void aStreamThatIsAloneHasTorsIdAndCircuit() {
    StreamRow row = rows(List.of(told(7, 3)), opened(1, 42L)).getFirst();
    assertThat(row.id()).isEqualTo("7");
    assertThat(row.circuit()).isEqualTo("3");
    assertThat(row.pid()).isEqualTo(42);
    assertThat(row.port()).isEqualTo("SocksPort 9050");
    assertThat(row.bytesSent()).isEqualTo(10);
    assertThat(row.bytesReceived()).isEqualTo(20);
  }

  @Test
  void equalStreamsOnOneCircuitHaveItAndNoIdOfTors() {
    var rows = rows(List.of(told(7, 3), told(8, 3)), opened(1, 42L), opened(2, null));
    assertThat(rows).extracting(StreamRow::circuit).containsExactly("3", "3");
    assertThat(rows).extracting(StreamRow::id).containsExactly("g1", "g2");
    assertThat(rows).extracting(StreamRow::pid).containsExactly(42L, null);
  }

  @Test
  void inDoubtThereIsNoCircuit() {
    var rows = rows(List.of(told(7, 3), told(8, 4)), opened(1, 42L), opened(2, 43L));
    assertThat(rows).extracting(StreamRow::circuit).containsOnlyNulls();
    assertThat(rows(List.of(told(7, 0)), opened(1, 42L)).getFirst().circuit()).isNull();
    assertThat(rows(List.of(), opened(1, 42L)).getFirst().state()).isEqualTo("SUCCEEDED");
  }

  private static List<StreamRow> rows(List<StreamRows.Told> told, OpenStream... opened) {
    return StreamRows.of(told, Arrays.asList(opened), _ -> Optional.empty());
  }

  private static StreamRows.Told told(long id, int circuit) {
    return new StreamRows.Told(TOKEN, Sensitive.of("web.test:80"), id, circuit, "SUCCEEDED");
  }

  private static OpenStream opened(long id, @Nullable Long pid) {
    var destination = new Destination(new Host.Name("web.test"), 80);
    var asked =
        new StreamRequest(
            Port.of(PortKind.SOCKS, 9050),
            ClientProtocol.SOCKS5,
            Credentials.NONE,
            destination,
            StreamRequest.Purpose.CONNECT);
    return new OpenStream(
        id, asked, destination, TOKEN, pid, OpenStream.State.OPEN, 10, 20, Duration.ofSeconds(1));
  }
}
