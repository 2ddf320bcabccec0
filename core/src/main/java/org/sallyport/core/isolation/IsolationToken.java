package org.sallyport.core.isolation;

import java.util.regex.Pattern;

/// What the upstream is told instead of the key: 43 characters of base64url that reveal neither
/// workstation nor application. Sent as the SOCKS password of user `<torS0X>0` (proposal 351),
/// which tor isolates by.
///
/// Its text form is scrubbed; a token seen together with tor's log would link streams to it.
public record IsolationToken(String text) {
  /// base64url of 32 bytes without padding.
  public static final int CHARACTERS = 43;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{" + CHARACTERS + "}");

  public IsolationToken {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("token: [scrubbed] (expected: 43 of A-Z a-z 0-9 _ -)");
    }
  }

  @Override
  public String toString() {
    return "[scrubbed]";
  }
}
