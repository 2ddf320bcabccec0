package org.sallyport.testbed.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// One Java source, parsed and not analysed.
///
/// @param path from the root of the repository
/// @param text all of it
/// @param unit its syntax tree
/// @param positions where the nodes of the tree stand in the text
record SourceFile(String path, String text, CompilationUnitTree unit, SourcePositions positions) {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  /// Parses one source.
  static SourceFile of(String path, String text) {
    return parsed(List.of(new Text(path, text))).getFirst();
  }

  /// All sources of all modules.
  static List<SourceFile> all() {
    return parsed(
        Repository.MODULES.stream()
            .flatMap(module -> Repository.filesBelow(module + "/src", SourceFile::isJava).stream())
            .map(path -> new Text(path, Repository.text(path)))
            .toList());
  }

  private static boolean isJava(String path) {
    return path.endsWith(".java");
  }

  /// One run of the parser for all, because its start costs more than a source.
  private static List<SourceFile> parsed(List<Text> sources) {
    var files = sources.stream().map(Input::new).toList();
    var task = (JavacTask) COMPILER.getTask(null, FILES, null, null, null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<SourceFile> result = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        Text source = sources.get(result.size());
        result.add(new SourceFile(source.path(), source.text(), unit, positions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  /// A source that is not parsed yet.
  private record Text(String path, String text) {}

  /// The same as the parser takes it.
  private static final class Input extends SimpleJavaFileObject {
    private final String text;

    Input(Text source) {
      super(URI.create("string:///" + source.path()), JavaFileObject.Kind.SOURCE);
      this.text = source.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  boolean isTest() {
    return path.contains("/src/test/");
  }

  /// The module that the source belongs to.
  String module() {
    return path.substring(0, path.indexOf('/'));
  }

  /// The file's name without `.java`.
  String name() {
    return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
  }

  String packageName() {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /// The line that the node begins on, from 1; its modifiers and annotations belong to it.
  long firstLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
  }

  /// The line that the node ends on.
  long lastLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree) - 1);
  }

  /// Its types that stand in no other type.
  List<ClassTree> topLevelTypes() {
    return unit.getTypeDecls().stream()
        .filter(ClassTree.class::isInstance)
        .map(ClassTree.class::cast)
        .toList();
  }

  /// All its types, nested ones too, without anonymous ones.
  List<ClassTree> types() {
    List<ClassTree> found = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
        if (!type.getSimpleName().isEmpty()) {
          found.add(type);
        }
        return super.visitClass(type, null);
      }
    }.scan(unit, null);
    return found;
  }

  /// Calls back with every method and the type that it stands in, which may be anonymous.
  void forEachMethod(BiConsumer<ClassTree, MethodTree> action) {
    new TreeScanner<@Nullable Void, @Nullable ClassTree>() {
      @Override
      public @Nullable Void visitClass(ClassTree type, @Nullable ClassTree outer) {
        return super.visitClass(type, type);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable ClassTree type) {
        action.accept(Objects.requireNonNull(type), method);
        return super.visitMethod(method, type);
      }
    }.scan(unit, null);
  }

  /// How a violation in a method is named: `path#Type.method`.
  String place(ClassTree type, MethodTree method) {
    return path + "#" + type.getSimpleName() + "." + method.getName();
  }
}
