package org.sallyport.cli.screen;

/// Shows nothing: nobody watches.
record SilentProgress() implements Progress {
  @Override
  public void show(int percent, String words) {}

  @Override
  public void close() {}
}
