package org.sallyport.testbed.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.stream.Stream;

/// Where doc comments stand, and in which form.
final class CommentRules {
  private CommentRules() {}

  static List<TidyRule> all() {
    return List.of(
        TidyRule.perFile(
            "doc-comment",
            "a /// comment on every package, module and top-level type but tests",
            CommentRules::undocumented),
        TidyRule.perFile("doc-form", "doc comments are ///, not /** */", CommentRules::oldComments),
        TidyRule.perFile("null-marked", "package-info is @NullMarked", CommentRules::notNullMarked),
        new TidyRule(
            "package-info",
            "every package of production code has a package-info",
            CommentRules::packagesWithoutInfo));
  }

  private static Stream<String> undocumented(SourceFile source) {
    if (source.name().equals("package-info") || source.name().equals("module-info")) {
      boolean documented = source.text().startsWith("///");
      return documented ? Stream.empty() : Stream.of(source.path());
    }
    return source.topLevelTypes().stream()
        .filter(type -> !isTestType(source, type) && !isDocumented(source, type))
        .map(type -> source.path() + "#" + type.getSimpleName());
  }

  /// Such a type says what it is by its name, and its methods by theirs.
  private static boolean isTestType(SourceFile source, ClassTree type) {
    return source.isTest() && NameRules.TEST_TYPE.matcher(type.getSimpleName()).matches();
  }

  private static boolean isDocumented(SourceFile source, Tree tree) {
    int before = Math.toIntExact(source.firstLine(tree)) - 2;
    return before >= 0 && source.lines().get(before).strip().startsWith("///");
  }

  private static Stream<String> oldComments(SourceFile source) {
    boolean old = source.lines().stream().anyMatch(line -> line.strip().startsWith("/**"));
    return old ? Stream.of(source.path()) : Stream.empty();
  }

  private static Stream<String> notNullMarked(SourceFile source) {
    boolean marked =
        Annotations.names(source.unit().getPackageAnnotations()).contains("NullMarked");
    return source.name().equals("package-info") && !marked
        ? Stream.of(source.path())
        : Stream.empty();
  }

  private static Stream<String> packagesWithoutInfo(List<SourceFile> sources) {
    List<String> paths = sources.stream().map(SourceFile::path).toList();
    return sources.stream()
        .filter(source -> !source.isTest() && !source.packageName().isEmpty())
        .map(source -> source.path().substring(0, source.path().lastIndexOf('/')))
        .distinct()
        .filter(folder -> !paths.contains(folder + "/package-info.java"));
  }
}
