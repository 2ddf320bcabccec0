package org.sallyport.api.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.machine.SetupReport;
import org.sallyport.api.proxy.ProxyReport;
import org.sallyport.api.whonix.ImportReport;
import org.sallyport.api.wrap.WrapReport;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Requests and replies to and from their JSON lines. Immutable; any thread may use it.
///
/// Requests are read strictly (unknown members, missing members, a second value on the line and
/// duplicate members are refused), replies leniently (unknown members are ignored). Every member is
/// always written, an absent value as `null`.
public final class AdminCodec {
  /// The longest request line: Linux takes at most 2 MiB of arguments and environment.
  public static final int MAX_REQUEST_BYTES = 4 << 20;

  /// The longest reply line: some 40,000 streams.
  public static final int MAX_REPLY_BYTES = 16 << 20;

  private static final int MAX_NESTING = 16;

  private final JsonMapper strict;
  private final JsonMapper lenient;

  /// A codec with the limits above.
  public AdminCodec() {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_NESTING)
            .maxStringLength(MAX_REPLY_BYTES)
            .build();
    var factory = JsonFactory.builder().streamReadConstraints(constraints).build();
    lenient =
        JsonMapper.builder(factory)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    strict =
        lenient
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
  }

  /// The request as one line, LF included.
  public byte[] encode(AdminRequest request) {
    return line(lenient.writerFor(AdminRequest.class).writeValueAsBytes(request));
  }

  /// The reply as one line, LF included.
  public byte[] encode(AdminReply reply) {
    return line(lenient.writerFor(AdminReply.class).writeValueAsBytes(reply));
  }

  /// The reply as JSON for a reader: indented, LF at its end.
  public String pretty(AdminReply reply) {
    return lenient
            .writerFor(AdminReply.class)
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(reply)
        + "\n";
  }

  /// The report as JSON for a reader: indented, LF at its end.
  public String pretty(WrapReport report) {
    return indented(report);
  }

  /// The report as JSON for a reader: indented, LF at its end.
  public String pretty(ProxyReport report) {
    return indented(report);
  }

  /// The report as JSON for a reader: indented, LF at its end.
  public String pretty(SetupReport report) {
    return indented(report);
  }

  /// The report as JSON for a reader: indented, LF at its end.
  public String pretty(ImportReport report) {
    return indented(report);
  }

  private String indented(Object report) {
    return lenient.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report)
        + "\n";
  }

  /// Reads one request line without its LF.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if it is not a request
  public AdminRequest decodeRequest(byte[] line) {
    try {
      return present(strict.readerFor(AdminRequest.class).<AdminRequest>readValue(line));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "The request could not be read: "
              + Complaint.of(e)
              + ". Send one line of JSON with a \"command\", such as {\"command\":\"status\"}.",
          e);
    }
  }

  /// Reads one reply line without its LF.
  ///
  /// @throws GatewayException of kind `INTERNAL` if it is not a reply
  public AdminReply decodeReply(byte[] line) {
    try {
      return present(lenient.readerFor(AdminReply.class).<AdminReply>readValue(line));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "The gateway's reply could not be read: "
              + Complaint.of(e)
              + ". It is probably of another version: stop it (sallyport down) and start it again.",
          e);
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("null (expected: an object)");
    }
    return value;
  }

  private static byte[] line(byte[] json) {
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }
}
