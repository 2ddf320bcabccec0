package org.sallyport.testbed.demo;

/// How a command ended.
///
/// @param status its exit status
/// @param text what it wrote, output and errors together, without the final line end
record Outcome(int status, String text) {
  /// The first line of what it wrote.
  String firstLine() {
    return text.lines().findFirst().orElse("");
  }

  /// The last line of what it wrote.
  String lastLine() {
    return text.lines().reduce("", (_, line) -> line);
  }
}
