package org.sallyport.testbed.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What parts of the platform production code keeps away from.
final class PlatformRules {
  /// All of the platform that the domain may use: values, collections, text, HMAC.
  private static final List<String> PURE =
      List.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.runtime",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream",
          "java.nio",
          "java.nio.charset",
          "java.security",
          "javax.crypto",
          "javax.crypto.spec",
          "org.jspecify.annotations");

  /// Types of pure packages that are not pure, and pure types of packages that are not.
  private static final Set<String> IMPURE =
      Set.of(
          "java.lang.Thread",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.System",
          "java.lang.ThreadLocal",
          "java.lang.ScopedValue",
          "java.util.Random",
          "java.util.UUID",
          "java.util.Timer",
          "java.util.SplittableRandom",
          "java.security.SecureRandom",
          "java.util.Date");

  private static final Set<String> PURE_TYPES =
      Set.of(
          "java.io.ByteArrayOutputStream",
          "java.io.Serializable",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.time.Duration",
          "java.util.concurrent.Callable");

  private static final Map<String, Set<String>> RESOLVING =
      Map.of(
          "java.net.InetAddress",
              Set.of(
                  "getByName",
                  "getAllByName",
                  "getLocalHost",
                  "getHostName",
                  "getCanonicalHostName"),
          "java.net.InetSocketAddress", Set.of("getHostName"),
          "java.net.URI", Set.of("toURL"));

  private static final Map<String, Set<String>> BLOCKING =
      Map.of(
          "java.lang.Thread", Set.of("sleep", "join"),
          "java.lang.Object", Set.of("wait"),
          "java.util.concurrent.Future", Set.of("get", "join", "resultNow"),
          "java.util.concurrent.CountDownLatch", Set.of("await"),
          "java.util.concurrent.BlockingQueue", Set.of("take", "put"),
          "io.netty.util.concurrent.Future",
              Set.of("sync", "syncUninterruptibly", "await", "awaitUninterruptibly"));

  /// The types of the data plane that the control plane calls; they wait for event loops, with a
  /// deadline, and no event loop calls them.
  private static final Set<String> FRONT =
      Set.of("org.sallyport.dataplane.Compartment", "org.sallyport.dataplane.DataPlane");

  private static final Map<String, Set<String>> REFLECTING =
      Map.of(
          "java.lang.Class",
          Set.of(
              "forName",
              "getMethod",
              "getMethods",
              "getField",
              "getFields",
              "getConstructor",
              "getConstructors",
              "getDeclaredMethod",
              "getDeclaredMethods",
              "getDeclaredField",
              "getDeclaredFields",
              "getDeclaredConstructor",
              "getDeclaredConstructors",
              "newInstance"));

  /// `Exec` flushes what was printed before the process becomes another program.
  private static final Set<String> MAINS =
      Set.of(
          "org.sallyport.gateway.Main",
          "org.sallyport.gateway.PlanMain",
          "org.sallyport.gateway.PortsMain",
          "org.sallyport.linux.exec.Exec");

  private static final Set<String> MUTABLE =
      Set.of(
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.concurrent.ConcurrentMap",
          "java.util.Queue",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicReference",
          "java.util.concurrent.atomic.LongAdder",
          "java.util.concurrent.locks.Lock",
          "java.lang.ThreadLocal");

  private PlatformRules() {}

  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new HashMap<>();
    rules.put("purity", purity());
    rules.put("name resolution by calls", resolvingCalls());
    rules.put("name resolution by constructors", resolvingConstructors());
    rules.put("name resolution by types", resolvingTypes());
    rules.put("printing", printing());
    rules.put("exit", exit());
    rules.put("blocking calls", blockingCalls());
    rules.put("blocking types", blockingTypes());
    rules.put("reflection by calls", reflectingCalls());
    rules.put("reflection by types", reflectingTypes());
    rules.put("static fields are final", finalStatics());
    rules.put("static fields are immutable", immutableStatics());
    return rules;
  }

  private static ArchRule purity() {
    return noClasses()
        .that()
        .resideInAPackage("org.sallyport.core..")
        .should()
        .dependOnClassesThat(ClassTests.that("are not pure", PlatformRules::isImpure))
        .because("core has no input or output, threads, clocks, randomness or logging");
  }

  private static boolean isImpure(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    String name = element.getFullName();
    boolean ours = name.startsWith("org.sallyport.core.");
    boolean pure =
        PURE_TYPES.contains(name)
            || (PURE.contains(element.getPackageName())
                && IMPURE.stream().noneMatch(i -> name.equals(i) || name.startsWith(i + "$")));
    return !element.isPrimitive() && !ours && !pure;
  }

  private static ArchRule resolvingCalls() {
    return noClasses()
        .should()
        .accessTargetWhere(ClassTests.callsOf(RESOLVING))
        .because("nothing resolves names by itself");
  }

  private static ArchRule resolvingConstructors() {
    return noClasses()
        .should()
        .callConstructor(java.net.InetSocketAddress.class, String.class, int.class)
        .orShould()
        .callConstructor(java.net.Socket.class, String.class, int.class)
        .because("nothing resolves names by itself: InetAddress.ofLiteral, createUnresolved");
  }

  private static ArchRule resolvingTypes() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            ClassTests.that(
                "resolve names",
                type ->
                    type.getPackageName().equals("java.net.http")
                        || Set.of("java.net.URL", "java.net.URLConnection")
                            .contains(type.getFullName())))
        .because("nothing resolves names by itself");
  }

  private static ArchRule printing() {
    return noClasses()
        .that(mayNotPrint())
        .should()
        .accessTargetWhere(
            ClassTests.callsOf(
                Map.of(
                    "java.lang.System", Set.of("out", "err"),
                    "java.lang.Throwable", Set.of("printStackTrace"))))
        .because("only commands and main print");
  }

  private static ArchRule exit() {
    return noClasses()
        .that(mayNotPrint())
        .should()
        .accessTargetWhere(
            ClassTests.callsOf(
                Map.of("java.lang.System", Set.of("exit"), "java.lang.Runtime", Set.of("halt"))))
        .because("only commands and main end the JVM");
  }

  private static DescribedPredicate<JavaClass> mayNotPrint() {
    return ClassTests.that(
        "are neither commands nor main",
        type ->
            Stream.of("cli", "testbed")
                    .noneMatch(m -> type.getPackageName().startsWith("org.sallyport." + m))
                && !MAINS.contains(type.getFullName()));
  }

  private static ArchRule blockingCalls() {
    return noClasses()
        .that()
        .resideInAPackage("org.sallyport.dataplane..")
        .and(ClassTests.that("are not the front", type -> !FRONT.contains(type.getFullName())))
        .should()
        .accessTargetWhere(ClassTests.callsOf(BLOCKING))
        .because("nothing on an event loop blocks, waits or takes a lock");
  }

  private static ArchRule blockingTypes() {
    return noClasses()
        .that()
        .resideInAPackage("org.sallyport.dataplane..")
        .should()
        .dependOnClassesThat(ClassTests.that("block", PlatformRules::isBlocking))
        .because("nothing on an event loop blocks, waits or takes a lock; no files, no processes");
  }

  private static boolean isBlocking(JavaClass type) {
    String name = type.getFullName();
    return name.startsWith("java.util.concurrent.locks.")
        || (name.startsWith("java.nio.file.") && !name.equals("java.nio.file.Path"))
        || (name.startsWith("java.nio.channels.") && !name.endsWith("Exception"))
        || name.startsWith("java.io.File")
        || name.equals("java.net.Socket")
        || name.equals("java.net.ServerSocket");
  }

  private static ArchRule reflectingCalls() {
    return noClasses()
        .should()
        .accessTargetWhere(ClassTests.callsOf(REFLECTING))
        .because("constructors only, no reflection");
  }

  private static ArchRule reflectingTypes() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .because("constructors only, no reflection");
  }

  private static ArchRule finalStatics() {
    return fields().that().areStatic().should().beFinal().because("there are no mutable statics");
  }

  private static ArchRule immutableStatics() {
    return noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(
            ClassTests.that(
                "are mutable", type -> MUTABLE.stream().anyMatch(m -> type.isAssignableTo(m))))
        .because("there are no mutable statics");
  }
}
