package org.sallyport.core.shell;

/// Where something was said.
///
/// @param file its path, as a reader would find it
/// @param line from 1
public record Origin(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
