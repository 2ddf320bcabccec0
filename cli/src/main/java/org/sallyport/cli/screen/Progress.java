package org.sallyport.cli.screen;

/// Shows how far something has come, until it is closed.
public interface Progress extends AutoCloseable {
  /// Shows nothing.
  Progress SILENT = new SilentProgress();

  /// Shows that this much is done.
  ///
  /// @param percent 0 to 100
  /// @param words what is being done
  void show(int percent, String words);

  /// Removes what is shown.
  @Override
  void close();
}
