package org.sallyport.gateway.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.OldStreams;

/// Reads `new-identity-every`, `new-identity-at-launch` and `new-identity-keeps-streams`, of a
/// workstation or of an application.
final class RotationReader {
  private static final String EVERY = "new-identity-every";
  private static final String AT_LAUNCH = "new-identity-at-launch";
  private static final String KEEPS_STREAMS = "new-identity-keeps-streams";

  /// The keys that are read here.
  static final Set<String> KEYS = Set.of(EVERY, AT_LAUNCH, KEEPS_STREAMS);

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  private RotationReader() {}

  /// The rotation that the section describes; what it leaves out is as in the other.
  static IdentityRotation read(Section section, IdentityRotation other) {
    Optional<Duration> every = every(section);
    return new IdentityRotation(
        every.isPresent() ? every : other.every(),
        section
            .bool(AT_LAUNCH)
            .map(on ->
                on ? IdentityRotation.Launch.NEW_IDENTITY : IdentityRotation.Launch.SAME_IDENTITY)
            .orElse(other.launch()),
        section
            .bool(KEEPS_STREAMS)
            .map(keeps -> keeps ? OldStreams.KEEP : OldStreams.CLOSE)
            .orElse(other.oldStreams()));
  }

  private static Optional<Duration> every(Section section) {
    Optional<String> text = section.string(EVERY);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration =
        duration(text.get()).filter(d -> d.compareTo(IdentityRotation.SHORTEST) >= 0);
    if (duration.isEmpty()) {
      section.problem(
          EVERY,
          "\""
              + text.get()
              + "\" (expected: a number and s, m, h or d, such as \"30m\"; at least "
              + IdentityRotation.SHORTEST.toSeconds()
              + "s)");
    }
    return duration;
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
