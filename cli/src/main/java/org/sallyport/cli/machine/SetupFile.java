package org.sallyport.cli.machine;

/// One file of a machine, as it shall be.
public sealed interface SetupFile {
  /// How our files are known from others: this stands in one of their first lines.
  String MARK =
      "Installed by `sallyport workstation install`; "
          + "`sallyport workstation uninstall` takes it away.";

  /// Where it is, from the root on: `etc/resolv.conf`.
  String path();

  /// A text.
  ///
  /// @param text with [#MARK]
  /// @param access who may do what with it
  record Text(String path, String text, Access access) implements SetupFile {
    public Text {
      if (text.lines().limit(MARK_LINES).noneMatch(line -> line.contains(MARK))) {
        throw new IllegalArgumentException("text: " + path + " (expected: with the mark)");
      }
    }
  }

  /// A symbolic link.
  ///
  /// @param target where it points to, from its own directory on
  record Link(String path, String target) implements SetupFile {}

  /// The mark stands within so many lines.
  int MARK_LINES = 3;

  /// Who may do what with a file; it is root's.
  enum Access {
    /// Everybody may read it.
    READABLE("rw-r--r--"),
    /// Everybody may run it.
    EXECUTABLE("rwxr-xr-x"),
    /// Nobody else may read it.
    PRIVATE("rw-------");

    private final String permissions;

    Access(String permissions) {
      this.permissions = permissions;
    }

    /// As `ls` prints it.
    public String permissions() {
      return permissions;
    }
  }

  /// A text that everybody may read, with the mark as a comment in front.
  static Text readable(String path, String body) {
    return new Text(path, "# " + MARK + "\n" + body, Access.READABLE);
  }
}
