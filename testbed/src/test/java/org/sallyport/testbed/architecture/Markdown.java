package org.sallyport.testbed.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads the few things of a Markdown text that can be compared with the code.
///
/// @param path from the root of the repository
/// @param text all of it
record Markdown(String path, String text) {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?sm)^```\\w*\n(.*?)^```");
  private static final Pattern CELL = Pattern.compile("(?m)^\\| (.+?) \\|");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

  static Markdown read(String path) {
    return new Markdown(path, Repository.text(path));
  }

  /// All documents of the repository.
  static List<Markdown> all() {
    return Repository.filesBelow(
            ".",
            path -> path.endsWith(".md") && !path.contains("target/") && !path.startsWith(".git/"))
        .stream()
        .map(Markdown::read)
        .toList();
  }

  /// Its links to files that there are not; places within a file are not looked at.
  List<String> brokenLinks(Predicate<String> exists) {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://") && !target.startsWith("#"))
        .map(target -> resolved(target.replaceFirst("#.*", "")))
        .filter(target -> !exists.test(target))
        .toList();
  }

  private String resolved(String target) {
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash + 1);
    return Path.of(folder + target).normalize().toString();
  }

  /// The text between a heading that begins so and the next heading of any level.
  String section(String heading) {
    int start = text.indexOf(heading);
    if (start < 0) {
      throw new AssertionError(path + " has no heading " + heading);
    }
    int body = text.indexOf('\n', start);
    int end = text.indexOf("\n#", body);
    return end < 0 ? text.substring(body) : text.substring(body, end);
  }

  /// What stands in code font in the first cell of each row of the tables in a part of a text.
  static List<String> codeInFirstCells(String part) {
    return CELL.matcher(part)
        .results()
        .flatMap(cell -> CODE.matcher(cell.group(1)).results())
        .map(code -> code.group(1))
        .toList();
  }

  /// Everything in code font in a part of a text.
  static List<String> code(String part) {
    return CODE.matcher(part).results().map(code -> code.group(1)).toList();
  }

  /// The fenced code blocks.
  List<String> codeBlocks() {
    return CODE_BLOCK.matcher(text).results().map((MatchResult block) -> block.group(1)).toList();
  }

  int lines() {
    return Math.toIntExact(text.lines().count());
  }
}
