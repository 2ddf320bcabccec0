package org.sallyport.testbed.leak.world;

/// Somebody who sees what leaves. Confined to one thread.
interface Witness {
  /// What it has seen since it was last asked; it never waits for more.
  Sighting look();
}
