package org.sallyport.core.isolation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.port.SessionGroup;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.Identity;

/// What two streams must have in common to share a circuit.
///
/// Laws, each tested in `IsolationKeyTest` or `IsolationKeysTest`:
///
/// 1. Equal keys may share a circuit; unequal keys never do.
/// 2. "May share" is reflexive and symmetric (and, being equality, transitive).
/// 3. Adding a flag to a port never makes two of its streams shareable that were not. Ports of one
///    session group with different flags share no more than tor lets them, often less: tor compares
///    what either stream asks for, a key is compared whole.
/// 4. A new epoch is unequal to every earlier one.
/// 5. The canonical encoding is injective: unequal keys never have the same bytes.
///
/// A component that the port's flags do not ask for is null and so plays no part.
///
/// @param identity the application and the epochs of its identity
/// @param group the session group of the port
/// @param credentials what the client gave, with `IsolateSOCKSAuth`
/// @param host the destination's host, with `IsolateDestAddr`
/// @param port the destination's port, with `IsolateDestPort`
/// @param protocol how the stream reached us, with `IsolateClientProtocol`
/// @param nonce for an application that nobody could identify: such a stream shares with nobody
public record IsolationKey(
    Identity identity,
    SessionGroup group,
    @Nullable Credentials credentials,
    @Nullable Host host,
    @Nullable Integer port,
    @Nullable ClientProtocol protocol,
    @Nullable Long nonce) {

  /// The key with a nonce, which no other stream has.
  public IsolationKey withNonce(long fresh) {
    return new IsolationKey(identity, group, credentials, host, port, protocol, fresh);
  }

  /// Whether streams of the two keys may share a circuit.
  public boolean mayShareCircuitWith(IsolationKey other) {
    return equals(other);
  }

  /// The canonical bytes: every component with a tag and its length, absent ones as a tag of their
  /// own, so that no two keys have the same encoding. Input of the token's HMAC.
  public byte[] encoded() {
    var out = new CanonicalEncoding();
    out.text(identity.workstation().text()).number(identity.workstationEpoch());
    out.text(identity.application().text()).number(identity.applicationEpoch());
    switch (group) {
      case SessionGroup.OfPort(var kind, var number) -> out.text(kind.name()).number(number);
      case SessionGroup.Named(var number) -> out.text("group").number(number);
    }
    if (credentials == null) {
      out.absent();
    } else {
      out.text(credentials.scheme().name()).text(credentials.first()).text(credentials.second());
    }
    out.optionalText(host == null ? null : hostKind(host) + host.text());
    out.optionalText(port == null ? null : port.toString());
    out.optionalText(protocol == null ? null : protocol.name());
    out.optionalText(nonce == null ? null : nonce.toString());
    return out.bytes();
  }

  /// Whose key it is; everything about destination and credentials is scrubbed.
  @Override
  public String toString() {
    return "IsolationKey[" + identity + ", [scrubbed]]";
  }

  private static String hostKind(Host host) {
    return switch (host) {
      case Host.Name _ -> "name:";
      case Host.Address _ -> "address:";
    };
  }

  /// Appends tagged, length-prefixed components.
  private static final class CanonicalEncoding {
    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    CanonicalEncoding text(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      out.write(PRESENT);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
      return this;
    }

    CanonicalEncoding number(long value) {
      return text(Long.toString(value));
    }

    CanonicalEncoding absent() {
      out.write(ABSENT);
      return this;
    }

    CanonicalEncoding optionalText(@Nullable String value) {
      return value == null ? absent() : text(value);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
