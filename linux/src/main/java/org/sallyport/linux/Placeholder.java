package org.sallyport.linux;

/** Holds the package until its first type arrives. */
public final class Placeholder {
  private Placeholder() {}
}
