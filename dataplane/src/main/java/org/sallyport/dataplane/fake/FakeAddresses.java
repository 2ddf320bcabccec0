package org.sallyport.dataplane.fake;

import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.limit.Limits;

/// The names that one application has asked for, each with two addresses that stand for it: an IPv4
/// address of 10.192.0.0/10 (tor's `VirtualAddrNetworkIPv4` is of that kind too) and an IPv6
/// address of fd73:616c:6c79::/48, a unique local prefix (RFC 4193) that is ours alone.
///
/// Laws:
///
/// - A name has the same pair as long as it is alive: until the time to live of its last answer has
///   passed, and as long as a stream uses it.
/// - A dead name keeps its pair until the space is needed; then the one asked for longest ago goes.
///   Applications that cache longer than they are told therefore usually still work.
/// - When every name is alive and the table is full, there is no address for a new one.
/// - Addresses are drawn at random, so that no application can tell from its own addresses how much
///   another one asks for, or which addresses another one has.
///
/// Confined to the event loop of its compartment.
public final class FakeAddresses {
  private static final int IPV4_PREFIX = 0x0ac0_0000;
  private static final int IPV4_PREFIX_MASK = 0xffc0_0000;
  private static final long IPV6_PREFIX = 0xfd73_616c_6c79_0000L;
  private static final int IPV6_BYTES = 16;
  private static final int DRAWS = 32;

  private final Limits.Dns limits;
  private final RandomGenerator random;
  private final Ticker ticker;
  private final LinkedHashMap<Host.Name, Entry> byName = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<InetAddress, Entry> byAddress = new HashMap<>();

  /// An empty table.
  ///
  /// @param limits how many names, and how long each lives at least
  /// @param random draws the addresses
  /// @param ticker the clock of the event loop
  public FakeAddresses(Limits.Dns limits, RandomGenerator random, Ticker ticker) {
    this.limits = limits;
    this.random = random;
    this.ticker = ticker;
  }

  /// The two addresses that stand for a name.
  public record Pair(InetAddress ipv4, InetAddress ipv6) {}

  /// Keeps a name alive while a stream uses it; ended once.
  public interface Use extends AutoCloseable {
    /// Of a name that the table does not know: nothing is kept.
    Use NONE = () -> {};

    @Override
    void close();
  }

  /// Whether an address is of the kind that stands for names, known or not.
  public static boolean isFake(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == IPV6_BYTES
        ? (bytes.getLong() & ~0xffffL) == IPV6_PREFIX
        : (bytes.getInt() & IPV4_PREFIX_MASK) == IPV4_PREFIX;
  }

  /// The addresses for a name, new ones if it has none, and a new time to live; empty if the table
  /// is full of names that are alive.
  public Optional<Pair> pairFor(Host.Name name) {
    Entry entry = byName.get(name);
    if (entry == null) {
      if (byName.size() >= limits.fakeAddresses() && !evictOne()) {
        return Optional.empty();
      }
      entry = draw(name);
      if (entry == null) {
        return Optional.empty();
      }
      byName.put(name, entry);
      byAddress.put(entry.pair.ipv4(), entry);
      byAddress.put(entry.pair.ipv6(), entry);
    }
    entry.expiresNanos = ticker.nanoTime() + limits.timeToLive().toNanos();
    return Optional.of(entry.pair);
  }

  /// The name that an address stands for.
  public Optional<Host.Name> nameOf(InetAddress address) {
    return Optional.ofNullable(byAddress.get(address)).map(entry -> entry.name);
  }

  /// Keeps a name's addresses for a stream that goes to it.
  public Use use(Host.Name name) {
    Entry entry = byName.get(name);
    if (entry == null) {
      return Use.NONE;
    }
    entry.streams++;
    return () -> entry.streams--;
  }

  /// How many names have addresses.
  public int size() {
    return byName.size();
  }

  private boolean evictOne() {
    long now = ticker.nanoTime();
    for (Entry entry : byName.values()) {
      if (entry.isDead(now)) {
        byName.remove(entry.name);
        byAddress.remove(entry.pair.ipv4());
        byAddress.remove(entry.pair.ipv6());
        return true;
      }
    }
    return false;
  }

  /// A pair that nobody has; null if so many draws in a row were taken.
  private @Nullable Entry draw(Host.Name name) {
    for (int i = 0; i < DRAWS; i++) {
      var ipv4 = address(IPV4_PREFIX | (random.nextInt() & ~IPV4_PREFIX_MASK));
      var ipv6 = address(IPV6_PREFIX, random.nextLong());
      if (!byAddress.containsKey(ipv4) && !byAddress.containsKey(ipv6)) {
        return new Entry(name, new Pair(ipv4, ipv6));
      }
    }
    return null;
  }

  private static InetAddress address(int ipv4) {
    return address(ByteBuffer.allocate(Integer.BYTES).putInt(ipv4).array());
  }

  private static InetAddress address(long high, long low) {
    return address(ByteBuffer.allocate(IPV6_BYTES).putLong(high).putLong(low).array());
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }

  /// One name of the table.
  private static final class Entry {
    final Host.Name name;
    final Pair pair;
    long expiresNanos;
    int streams;

    Entry(Host.Name name, Pair pair) {
      this.name = name;
      this.pair = pair;
    }

    boolean isDead(long now) {
      return streams == 0 && now - expiresNanos >= 0;
    }
  }
}
