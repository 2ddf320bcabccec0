package org.sallyport.cli.screen;

/// Colour, or none.
public enum Style {
  /// ANSI escapes (SGR).
  COLOUR,
  /// The text alone.
  PLAIN;

  private static final String RESET = "\u001b[0m";

  /// Something is wrong: bold red.
  public String alarm(String text) {
    return escaped("\u001b[1;31m", text);
  }

  /// All is well: green.
  public String good(String text) {
    return escaped("\u001b[32m", text);
  }

  /// Not yet, or not quite: yellow.
  public String caution(String text) {
    return escaped("\u001b[33m", text);
  }

  /// A heading: bold.
  public String strong(String text) {
    return escaped("\u001b[1m", text);
  }

  /// What empties the screen before it is written again; nothing where nobody watches.
  public String clearScreen() {
    return switch (this) {
      case COLOUR -> "\u001b[H\u001b[2J";
      case PLAIN -> "";
    };
  }

  private String escaped(String escape, String text) {
    return switch (this) {
      case COLOUR -> escape + text + RESET;
      case PLAIN -> text;
    };
  }
}
