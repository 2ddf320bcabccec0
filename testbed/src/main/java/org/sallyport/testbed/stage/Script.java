package org.sallyport.testbed.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The text of a program for an interpreter, which lies in the jar beside a class.
public final class Script {
  private Script() {}

  /// The text.
  ///
  /// @param owner the class
  /// @throws GatewayException INTERNAL if it is not there
  public static String beside(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no such file in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The installation is incomplete: " + name + ": " + e.getMessage(), e);
    }
  }
}
