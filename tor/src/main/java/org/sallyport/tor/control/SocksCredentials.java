package org.sallyport.tor.control;

import org.sallyport.core.secret.Sensitive;

/// The SOCKS user name and password that tor shows for a stream or a circuit; both "" if none.
///
/// tor treats "no authentication" and "empty user, empty password" alike, and leaves empty fields
/// out. A NUL truncates the value shown, so tokens must be printable.
public record SocksCredentials(Sensitive<String> username, Sensitive<String> password) {
  /// What a stream without authentication shows.
  public static final SocksCredentials NONE = of("", "");

  public static SocksCredentials of(String username, String password) {
    return new SocksCredentials(Sensitive.of(username), Sensitive.of(password));
  }

  static SocksCredentials of(KeywordLine line) {
    return of(line.value("SOCKS_USERNAME"), line.value("SOCKS_PASSWORD"));
  }

  public boolean isAbsent() {
    return username.reveal().isEmpty() && password.reveal().isEmpty();
  }
}
