package org.sallyport.testbed.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import java.util.List;

/// Reads annotations by their simple name.
final class Annotations {
  private Annotations() {}

  static boolean has(MethodTree method, String simpleName) {
    return names(method.getModifiers().getAnnotations()).contains(simpleName);
  }

  static List<String> names(List<? extends AnnotationTree> annotations) {
    return annotations.stream().map(Annotations::name).toList();
  }

  private static String name(AnnotationTree annotation) {
    String name = annotation.getAnnotationType().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
