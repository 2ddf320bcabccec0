package org.sallyport.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Gives the classes of an old jar today's class file version and stack maps; what they do stays
/// the same.
///
/// The JVM keeps no class older than Java 6 in its ahead-of-time cache, because it must verify
/// those the old way at every start. picocli is compiled for Java 5: with its classes upgraded, the
/// command line starts with well under half of the CPU time. Run by the launcher after a build.
public final class ClassUpgrade {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;
  private static final String SUFFIX = ".class";

  private final ClassFile format;

  /// An upgrade of classes that this loader sees: stack maps need to know their super classes.
  ClassUpgrade(ClassLoader loader) {
    var hierarchy =
        ClassHierarchyResolver.ofResourceParsing(loader)
            .orElse(ClassHierarchyResolver.defaultResolver());
    format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy));
  }

  /// Reads the jar of the first argument, writes the one of the second.
  ///
  /// @throws IOException if one cannot be read or written
  public static void main(String[] arguments) throws IOException {
    new ClassUpgrade(ClassUpgrade.class.getClassLoader())
        .upgrade(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /// Writes the jar with its old classes upgraded, everything else as it is.
  void upgrade(Path from, Path to) throws IOException {
    try (var in = new ZipInputStream(Files.newInputStream(from));
        var out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(entry.getName().endsWith(SUFFIX) ? upgraded(bytes) : bytes);
      }
    }
  }

  /// The class, upgraded if it is old.
  byte[] upgraded(byte[] bytes) {
    ClassModel model = format.parse(bytes);
    return model.majorVersion() < FIRST_WITH_STACK_MAPS
        ? format.transformClass(
            model, ClassTransform.transformingMethods(rewritten()).andThen(modern()))
        : bytes;
  }

  private static ClassTransform modern() {
    return ClassTransform.endHandler(builder -> builder.withVersion(ClassFile.JAVA_25_VERSION, 0));
  }

  /// Writes each instruction anew: stack maps are made only for code that is.
  private static MethodTransform rewritten() {
    return (builder, element) -> {
      if (element instanceof CodeModel code) {
        builder.withCode(code::forEach);
      } else {
        builder.with(element);
      }
    };
  }
}
