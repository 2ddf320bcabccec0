package org.sallyport.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class AdminCodecTest {
  private static final int ROUNDS = 200;
  private static final long SEED = Long.getLong("sallyport.seed", System.nanoTime());

  private final AdminCodec codec = new AdminCodec();

  @Test
  void readsEveryRequestThatItWrote() {
    var samples = new Samples(new Random(SEED));
    for (int round = 0; round < ROUNDS; round++) {
      for (var request : samples.requests()) {
        byte[] line = codec.encode(request);
        assertThat(codec.decodeRequest(withoutLf(line)))
            .as("-Dsallyport.seed=%d", SEED)
            .isEqualTo(request);
      }
    }
  }

  @Test
  void readsEveryReplyThatItWrote() {
    var samples = new Samples(new Random(SEED));
    for (int round = 0; round < ROUNDS; round++) {
      for (var reply : samples.replies()) {
        byte[] line = codec.encode(reply);
        assertThat(codec.decodeReply(withoutLf(line)))
            .as("-Dsallyport.seed=%d", SEED)
            .isEqualTo(reply);
      }
    }
  }

  @Test
  void samplesCoverEveryKind() {
    var samples = new Samples(new Random(SEED));
    assertThat(samples.requests())
        .hasSize(AdminRequest.class.getPermittedSubclasses().length)
        .doesNotHaveDuplicates();
    assertThat(samples.replies().stream().map(Object::getClass).distinct())
        .hasSize(AdminReply.class.getPermittedSubclasses().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{",
        "{}",
        "{\"command\":\"reboot\"}",
        "{\"command\":null}",
        "{\"command\":\"status\",\"colour\":1}",
        "{\"command\":\"status\"} {\"command\":\"stop\"}",
        "{\"command\":\"status\",\"command\":\"stop\"}",
        "{\"command\":\"workstation\"}",
        "{\"command\":\"workstation\",\"name\":null}",
        "{\"command\":\"launch\",\"workstation\":\"w\"}",
        "{\"command\":\"launch\",\"workstation\":\"w\",\"ephemeral\":false,\"launcherPid\":1,"
            + "\"argv\":[],\"environment\":{},\"workingDirectory\":\"/\",\"shell\":false}",
        "{\"command\":\"launch\",\"workstation\":\"w\",\"ephemeral\":false,\"launcherPid\":0,"
            + "\"argv\":[\"a\"],\"environment\":{},\"workingDirectory\":\"/\",\"shell\":false}",
        "{\"command\":\"launch\",\"workstation\":\"w\",\"launcherPid\":1,"
            + "\"argv\":[\"a\"],\"environment\":{},\"workingDirectory\":\"/\",\"shell\":false}",
      })
  void refusesWhatIsNoRequest(String line) {
    assertThatThrownBy(() -> codec.decodeRequest(line.getBytes(UTF_8)))
        .isInstanceOf(GatewayException.class)
        .hasMessageStartingWith("The request could not be read: ")
        .hasMessageNotContaining("org.sallyport")
        .hasMessageNotContaining("\n")
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.CONFIGURATION);
  }

  @Test
  void toleratesUnknownMembersOfReplies() {
    byte[] line = "{\"reply\":\"stop\",\"pid\":7,\"mood\":\"good\"}".getBytes(UTF_8);
    assertThat(codec.decodeReply(line)).isEqualTo(new AdminReply.StopReply(7));
  }

  @ParameterizedTest
  @CsvSource({"hello", "'{\"reply\":\"stop\"}'", "'{\"reply\":\"song\"}'"})
  void refusesWhatIsNoReply(String line) {
    assertThatThrownBy(() -> codec.decodeReply(line.getBytes(UTF_8)))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("sallyport down")
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.INTERNAL);
  }

  private static byte[] withoutLf(byte[] line) {
    assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
    byte[] json = Arrays.copyOf(line, line.length - 1);
    assertThat(json).doesNotContain((byte) '\n');
    return json;
  }
}
