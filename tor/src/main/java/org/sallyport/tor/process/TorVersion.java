package org.sallyport.tor.process;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of tor, ordered by its four numbers.
public record TorVersion(int major, int minor, int micro, int patch)
    implements Comparable<TorVersion> {
  /// The oldest that the gateway works with: `<torS0X>` (proposal 351), conflux, isolation fields
  /// in events.
  public static final TorVersion OLDEST = new TorVersion(0, 4, 9, 0);

  private static final Pattern LINE =
      Pattern.compile(
          "Tor version (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:[-. ].*)?");
  private static final Comparator<TorVersion> ORDER =
      Comparator.comparingInt(TorVersion::major)
          .thenComparingInt(TorVersion::minor)
          .thenComparingInt(TorVersion::micro)
          .thenComparingInt(TorVersion::patch);

  /// Reads the first line of `tor --version`.
  static Optional<TorVersion> parse(String output) {
    var matcher = LINE.matcher(output.lines().findFirst().orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String patch = matcher.group(4);
    return Optional.of(
        new TorVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  @Override
  public int compareTo(TorVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro + "." + patch;
  }
}
