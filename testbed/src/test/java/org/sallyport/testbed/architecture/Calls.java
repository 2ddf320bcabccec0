package org.sallyport.testbed.architecture;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the simple names of everything that a piece of code calls: methods, method references,
/// and the types it makes (`new AssertionError(…)` as `AssertionError`).
final class Calls extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final Set<String> names = new HashSet<>();

  private Calls() {}

  static Set<String> in(Tree tree) {
    var calls = new Calls();
    calls.scan(tree, null);
    return calls.names;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
    names.add(simpleName(call.getMethodSelect()));
    return super.visitMethodInvocation(call, null);
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree call, @Nullable Void unused) {
    names.add(call.getName().toString());
    return super.visitMemberReference(call, null);
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void unused) {
    names.add(simpleName(made.getIdentifier()));
    return super.visitNewClass(made, null);
  }

  private static String simpleName(ExpressionTree expression) {
    return switch (expression) {
      case IdentifierTree name -> name.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      default -> "";
    };
  }
}
