package org.sallyport.testbed.architecture;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// What byte code no longer shows and so `ArchitectureTest` cannot see.
final class CodeRules {
  private static final Set<String> LOG_CALLS = Set.of("log");
  private static final Set<Modifier> CLOSED =
      Set.of(Modifier.FINAL, Modifier.SEALED, Modifier.NON_SEALED);

  private CodeRules() {}

  static List<TidyRule> all() {
    return List.of(
        TidyRule.perFile(
            "synchronized",
            "the data plane and the domain take no lock: state is confined to an event loop",
            CodeRules::synchronizing),
        TidyRule.perFile(
            "final-class",
            "classes of production code are final or sealed",
            CodeRules::openClasses),
        TidyRule.perFile(
            "revealing-log", "no log call reveals a Sensitive", CodeRules::revealingLogs));
  }

  private static Stream<String> openClasses(SourceFile source) {
    return source.types().stream()
        .filter(type -> !source.isTest() && type.getKind() == Tree.Kind.CLASS)
        .filter(type -> Collections.disjoint(type.getModifiers().getFlags(), CLOSED))
        .map(type -> source.path() + "#" + type.getSimpleName());
  }

  private static Stream<String> synchronizing(SourceFile source) {
    boolean confined = source.module().equals("dataplane") || source.module().equals("core");
    if (!confined || source.isTest()) {
      return Stream.empty();
    }
    Set<String> found = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitSynchronized(SynchronizedTree block, @Nullable Void unused) {
        found.add(source.path());
        return super.visitSynchronized(block, null);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
          found.add(source.path());
        }
        return super.visitMethod(method, null);
      }
    }.scan(source.unit(), null);
    return found.stream();
  }

  private static Stream<String> revealingLogs(SourceFile source) {
    Set<String> found = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        boolean logs =
            call.getMethodSelect() instanceof MemberSelectTree select
                && LOG_CALLS.contains(select.getIdentifier().toString());
        if (logs && Calls.in(call).contains("reveal")) {
          found.add(source.path());
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(source.unit(), null);
    return found.stream();
  }
}
