package org.sallyport.core.law;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.SessionGroup;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;

/// Random values of the domain, drawn from small sets on purpose: equal ones and nearly equal ones
/// must come up often, because that is where laws break.
public final class Samples {
  private static final List<String> TEXTS =
      List.of("", "a", "b", "ab", "a\0b", "\0", "?", "SOCKS", "\u00ff", "a\u00e9", "name:a");
  private static final List<String> NAMES =
      List.of("a", "b", "ab", "web.test", "x.web.test", "a-b_c.example", "abcdefgh.onion");

  private final Random random;

  public Samples(Random random) {
    this.random = random;
  }

  /// One of the values.
  public <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /// Any key, whether or not a port's flags could lead to it.
  public IsolationKey key() {
    Port port = port();
    Destination destination = destination();
    return new IsolationKey(
        identity(),
        port.group(),
        orNull(credentials()),
        orNull(destination.host()),
        orNull(destination.port()),
        orNull(protocol()),
        random.nextInt(4) == 0 ? (long) random.nextInt(2) : null);
  }

  private <T> @Nullable T orNull(T value) {
    return random.nextBoolean() ? value : null;
  }

  public Identity identity() {
    return new Identity(
        new WorkstationName(oneOf(List.of("a", "b", "a1", "default"))),
        random.nextInt(2),
        new ApplicationName(oneOf(List.of("a", "b", "1a", "curl", "0"))),
        random.nextInt(2));
  }

  public Port port() {
    PortKind kind = oneOf(List.of(PortKind.values()));
    int number = oneOf(List.of(1, 53, 9040, 9050, 9051));
    return new Port(kind, number, group(kind, number), flags());
  }

  /// The port's own group mostly, sometimes a shared one.
  private SessionGroup group(PortKind kind, int number) {
    return random.nextInt(3) == 0
        ? new SessionGroup.Named(random.nextInt(2))
        : new SessionGroup.OfPort(kind, number);
  }

  public Set<IsolationFlag> flags() {
    var flags = EnumSet.noneOf(IsolationFlag.class);
    for (IsolationFlag flag : IsolationFlag.values()) {
      if (random.nextBoolean()) {
        flags.add(flag);
      }
    }
    return flags;
  }

  public Credentials credentials() {
    return new Credentials(oneOf(List.of(Credentials.Scheme.values())), oneOf(TEXTS), oneOf(TEXTS));
  }

  public ClientProtocol protocol() {
    return oneOf(List.of(ClientProtocol.values()));
  }

  public Destination destination() {
    return new Destination(host(), oneOf(List.of(0, 1, 80, 443, 65_535)));
  }

  public Host host() {
    return random.nextBoolean() ? new Host.Name(oneOf(NAMES)) : new Host.Address(address());
  }

  private InetAddress address() {
    byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
    bytes[0] = oneOf(List.of((byte) 9, (byte) 0x20));
    bytes[bytes.length - 1] = (byte) random.nextInt(2);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
