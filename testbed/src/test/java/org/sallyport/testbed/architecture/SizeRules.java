package org.sallyport.testbed.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How long and how wide things may be.
final class SizeRules {
  private static final int MAX_FILE_LINES = 400;
  private static final int MAX_TEST_LINES = 600;
  private static final int MAX_METHOD_LINES = 50;
  private static final int MAX_PARAMETERS = 4;
  private static final int MAX_COLUMNS = 100;
  private static final Pattern TEXT_BLOCK_MARK = Pattern.compile("\"\"\"");

  private SizeRules() {}

  static List<TidyRule> all() {
    return List.of(
        TidyRule.perFile(
            "file-length",
            "at most 400 lines, tests 600",
            source -> when(isTooLong(source), source)),
        TidyRule.perFile(
            "method-length",
            "a method has at most 50 lines",
            source -> methods(source, (type, method) -> lines(source, method) > MAX_METHOD_LINES)),
        TidyRule.perFile(
            "parameters",
            "at most 4 parameters, then a record; records, overriding and tabular tests excepted",
            source -> methods(source, SizeRules::hasTooManyParameters)),
        TidyRule.perFile(
            "columns",
            "at most 100 columns, text blocks excepted",
            source -> when(isTooWide(source), source)));
  }

  private static boolean isTooLong(SourceFile source) {
    return source.lines().size() > (source.isTest() ? MAX_TEST_LINES : MAX_FILE_LINES);
  }

  private static long lines(SourceFile source, MethodTree method) {
    return source.lastLine(method) - source.firstLine(method) + 1;
  }

  private static boolean hasTooManyParameters(ClassTree type, MethodTree method) {
    boolean ofRecord =
        type.getKind() == Tree.Kind.RECORD && method.getName().contentEquals("<init>");
    return method.getParameters().size() > MAX_PARAMETERS
        && !ofRecord
        && !Annotations.has(method, "Override")
        && !Annotations.has(method, "ParameterizedTest");
  }

  private static boolean isTooWide(SourceFile source) {
    boolean inTextBlock = false;
    for (String line : source.lines()) {
      boolean isCode = !inTextBlock && !line.startsWith("import ");
      if (isCode && line.codePointCount(0, line.length()) > MAX_COLUMNS) {
        return true;
      }
      inTextBlock ^= TEXT_BLOCK_MARK.split(line, -1).length % 2 == 0;
    }
    return false;
  }

  private static Stream<String> when(boolean broken, SourceFile source) {
    return broken ? Stream.of(source.path()) : Stream.empty();
  }

  private static Stream<String> methods(
      SourceFile source, BiPredicate<ClassTree, MethodTree> broken) {
    List<String> found = new ArrayList<>();
    source.forEachMethod((type, method) -> {
      if (broken.test(type, method)) {
        found.add(source.place(type, method));
      }
    });
    return found.stream();
  }
}
