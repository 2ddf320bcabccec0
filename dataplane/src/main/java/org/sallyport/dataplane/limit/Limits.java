package org.sallyport.dataplane.limit;

import java.time.Duration;

/// Every limit of the data plane, by name.
///
/// @param handshakes what a connection may use before it has said where it wants to go
/// @param streams what streams may use
/// @param dns what names may use
/// @param pace how many requests are put to tor at once
/// @param buffers how much memory holds what is on its way
public record Limits(Handshakes handshakes, Streams streams, Dns dns, Pace pace, Buffers buffers) {
  /// The limits of a gateway that nobody configured.
  public static Limits defaults() {
    return new Limits(
        Handshakes.defaults(),
        Streams.defaults(),
        Dns.defaults(),
        Pace.defaults(),
        Buffers.defaults());
  }

  /// The same with other handshake limits.
  public Limits with(Handshakes other) {
    return new Limits(other, streams, dns, pace, buffers);
  }

  /// The same with other stream limits.
  public Limits with(Streams other) {
    return new Limits(handshakes, other, dns, pace, buffers);
  }

  /// The same with other DNS limits.
  public Limits with(Dns other) {
    return new Limits(handshakes, streams, other, pace, buffers);
  }

  /// The same with another pace.
  public Limits with(Pace other) {
    return new Limits(handshakes, streams, dns, other, buffers);
  }

  /// The same with other buffers.
  public Limits with(Buffers other) {
    return new Limits(handshakes, streams, dns, pace, other);
  }

  /// What a connection may use before it has said where it wants to go.
  ///
  /// @param bytes the longest handshake, by default 8 KiB: an HTTP request head; SOCKS needs 1.5
  ///   KiB
  /// @param time how long it may take, by default 30 s
  /// @param atOnce unfinished handshakes of one application, by default 256; at the limit its
  ///   listeners pause and the kernel's backlog holds newcomers
  public record Handshakes(int bytes, Duration time, int atOnce) {
    private static final int DEFAULT_BYTES = 8_192;
    private static final int DEFAULT_AT_ONCE = 256;

    public Handshakes {
      requirePositive("handshakes.bytes", bytes);
      requirePositive("handshakes.time", time);
      requirePositive("handshakes.atOnce", atOnce);
    }

    static Handshakes defaults() {
      return new Handshakes(DEFAULT_BYTES, Duration.ofSeconds(30), DEFAULT_AT_ONCE);
    }
  }

  /// What streams may use. A stream costs two descriptors.
  ///
  /// @param perApplication streams of one application, by default 1024
  /// @param inAll streams of all applications, by default 8192 (16,384 descriptors)
  /// @param bufferBytes what one direction of a stream holds before it stops reading, by default 64
  ///   KiB; also the most that is kept of early data. One read of at most as much may come on top
  /// @param times how long a stream may wait
  public record Streams(int perApplication, int inAll, int bufferBytes, Times times) {
    private static final int DEFAULT_PER_APPLICATION = 1_024;
    private static final int DEFAULT_IN_ALL = 8_192;
    private static final int DEFAULT_BUFFER_BYTES = 65_536;

    public Streams {
      requirePositive("streams.perApplication", perApplication);
      requirePositive("streams.inAll", inAll);
      requirePositive("streams.bufferBytes", bufferBytes);
    }

    static Streams defaults() {
      return new Streams(
          DEFAULT_PER_APPLICATION, DEFAULT_IN_ALL, DEFAULT_BUFFER_BYTES, Times.defaults());
    }

    /// The same with other times.
    public Streams with(Times other) {
      return new Streams(perApplication, inAll, bufferBytes, other);
    }
  }

  /// How long a stream may wait.
  ///
  /// @param answer for tor's answer, by default 150 s: more than tor's own `SocksTimeout` of 120 s,
  ///   so that normally tor decides
  /// @param idle without a byte either way, by default 24 h: as tor, long-lived quiet connections
  ///   (ssh, IMAP IDLE) are left alone
  /// @param halfClosed without a byte after one side has ended, by default 10 min
  public record Times(Duration answer, Duration idle, Duration halfClosed) {
    public Times {
      requirePositive("times.answer", answer);
      requirePositive("times.idle", idle);
      requirePositive("times.halfClosed", halfClosed);
    }

    static Times defaults() {
      return new Times(Duration.ofSeconds(150), Duration.ofHours(24), Duration.ofMinutes(10));
    }
  }

  /// What names may use.
  ///
  /// @param fakeAddresses names with a fake address per application, by default 8192
  /// @param timeToLive how long an answer may be cached, by default 60 s; until then at least the
  ///   name keeps its address
  /// @param lookupsAtOnce unanswered lookups of one application, by default 256
  public record Dns(int fakeAddresses, Duration timeToLive, int lookupsAtOnce) {
    private static final int DEFAULT_FAKE_ADDRESSES = 8_192;
    private static final int DEFAULT_LOOKUPS_AT_ONCE = 256;

    public Dns {
      requirePositive("dns.fakeAddresses", fakeAddresses);
      requirePositive("dns.timeToLive", timeToLive);
      requirePositive("dns.lookupsAtOnce", lookupsAtOnce);
    }

    static Dns defaults() {
      return new Dns(DEFAULT_FAKE_ADDRESSES, Duration.ofSeconds(60), DEFAULT_LOOKUPS_AT_ONCE);
    }
  }

  /// How many requests are put to tor at once; see `stream.Pace`.
  ///
  /// @param atOnce requests of all applications that wait for tor's answer, by default 64; one of
  ///   each application and those whose key has a circuit are not counted
  /// @param patience after which a request without an answer is not counted any more, by default 1
  ///   s
  /// @param keys how many of an application's keys are known to have a circuit, by default 1024
  /// @param circuitLife how long that is believed, by default 10 min: tor's `MaxCircuitDirtiness`
  public record Pace(int atOnce, Duration patience, int keys, Duration circuitLife) {
    private static final int DEFAULT_AT_ONCE = 64;
    private static final int DEFAULT_KEYS = 1_024;

    public Pace {
      requirePositive("pace.atOnce", atOnce);
      requirePositive("pace.patience", patience);
      requirePositive("pace.keys", keys);
      requirePositive("pace.circuitLife", circuitLife);
    }

    static Pace defaults() {
      return new Pace(DEFAULT_AT_ONCE, Duration.ofSeconds(1), DEFAULT_KEYS, Duration.ofMinutes(10));
    }
  }

  /// How much memory holds what connections have said and nobody has taken yet; see
  /// `splice.BufferQuota`.
  ///
  /// @param own of an application, whatever others hold, by default 8 MiB
  /// @param perApplication of an application in all, by default 64 MiB
  /// @param shared of all applications beyond their own, by default 192 MiB
  public record Buffers(int own, int perApplication, int shared) {
    private static final int DEFAULT_OWN = 8 << 20;
    private static final int DEFAULT_PER_APPLICATION = 64 << 20;
    private static final int DEFAULT_SHARED = 192 << 20;

    public Buffers {
      requirePositive("buffers.own", own);
      requirePositive("buffers.perApplication", perApplication);
      requirePositive("buffers.shared", shared);
    }

    static Buffers defaults() {
      return new Buffers(DEFAULT_OWN, DEFAULT_PER_APPLICATION, DEFAULT_SHARED);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
    }
  }
}
