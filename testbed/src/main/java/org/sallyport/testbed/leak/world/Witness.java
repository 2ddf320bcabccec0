package org.sallyport.testbed.leak.world;

import java.io.IOException;

/// Somebody who sees what leaves. Confined to one thread.
interface Witness extends AutoCloseable {
  /// What it has seen since it was last asked; it never waits for more.
  Sighting look();

  /// Nothing to give up, unless it says otherwise.
  @Override
  default void close() throws IOException {}
}
