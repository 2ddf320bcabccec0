package org.sallyport.tor.ledger;

import java.util.Optional;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.tor.control.SocksCredentials;

/// Tells the gateway's own credentials from all others: user `<torS0X>0`, password a token.
final class TokenReader {
  private static final String USERNAME = "<torS0X>0";

  private TokenReader() {}

  /// The token, or empty for credentials that are not the gateway's.
  static Optional<IsolationToken> token(SocksCredentials credentials) {
    String password = credentials.password().reveal();
    return credentials.username().reveal().equals(USERNAME)
            && password.length() == IsolationToken.CHARACTERS
        ? Optional.of(new IsolationToken(password))
        : Optional.empty();
  }
}
