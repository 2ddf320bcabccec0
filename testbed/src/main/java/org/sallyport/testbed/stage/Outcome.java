package org.sallyport.testbed.stage;

/// How a command ended.
///
/// @param status its exit status
/// @param text what it wrote, output and errors together, without the final line end
public record Outcome(int status, String text) {
  /// The first line of what it wrote.
  public String firstLine() {
    return text.lines().findFirst().orElse("");
  }

  /// The last line of what it wrote.
  public String lastLine() {
    return text.lines().reduce("", (_, line) -> line);
  }
}
