package org.sallyport.testbed.lan;

import java.util.List;
import java.util.Locale;

/// A place for a machine in the lab of a demonstration or a leak test.
public enum Seat {
  ONE(11),
  TWO(12),
  /// On the other wire.
  THREE(13),
  /// Known to the gateway, for the probes of a leak test.
  PROBER(14),
  /// Of whom no gateway is told.
  STRANGER(15);

  /// Those whose people just use the gateway.
  public static final List<Seat> USERS = List.of(ONE, TWO, THREE);

  private final int number;

  Seat(int number) {
    this.number = number;
  }

  /// The last number of its addresses.
  public int number() {
    return number;
  }

  /// Where it is.
  public Segment segment() {
    return switch (this) {
      case ONE, TWO, PROBER, STRANGER -> Segment.FIRST;
      case THREE -> Segment.SECOND;
    };
  }

  /// What the gateway calls its workstation.
  public String workstation() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the gateway is told of it.
  public String toml() {
    return segment().toml(workstation(), number);
  }
}
