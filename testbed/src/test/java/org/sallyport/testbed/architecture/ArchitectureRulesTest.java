package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule of `ArchitectureTest` finds a violation planted for it, and none where it is allowed.
final class ArchitectureRulesTest {
  /// For each rule, the module and the body of a class that breaks it.
  private static final Map<String, String[]> PLANTED =
      Map.ofEntries(
          planted("walls of core", "core", "org.sallyport.api.planted.Open other;"),
          planted("walls of tor", "tor", "org.sallyport.linux.planted.Open other;"),
          planted("walls of dataplane", "dataplane", "org.sallyport.tor.planted.Open other;"),
          planted("walls of linux", "linux", "org.sallyport.dataplane.planted.Open other;"),
          planted("walls of api", "api", "org.sallyport.gateway.planted.Open other;"),
          planted("walls of gateway", "gateway", "org.sallyport.testbed.planted.Open other;"),
          planted("walls of cli", "cli", "org.sallyport.linux.planted.Open other;"),
          planted("home of io.netty..", "tor", "io.netty.buffer.ByteBuf other;"),
          planted("home of java.lang.foreign..", "tor", "java.lang.foreign.Arena other;"),
          planted("home of org.tomlj..", "cli", "org.tomlj.Toml other;"),
          planted("home of tools.jackson..", "tor", "tools.jackson.databind.JsonNode other;"),
          planted("home of picocli..", "gateway", "picocli.CommandLine other;"),
          planted("processes", "gateway", "Object m() { return new ProcessBuilder(); }"),
          planted("purity", "core", "Object m() { return java.time.Instant.now(); }"),
          planted(
              "name resolution by calls",
              "tor",
              "Object m() throws Exception { return java.net.InetAddress.getByName(\"a\"); }"),
          planted(
              "name resolution by constructors",
              "tor",
              "Object m() { return new java.net.InetSocketAddress(\"a\", 1); }"),
          planted("name resolution by types", "tor", "java.net.URL url;"),
          planted("printing", "tor", "void m() { System.out.println(); }"),
          planted("exit", "tor", "void m() { System.exit(1); }"),
          planted(
              "blocking calls",
              "dataplane",
              "void m(io.netty.channel.ChannelFuture f) throws Exception { f.sync(); }"),
          planted("blocking types", "dataplane", "java.util.concurrent.locks.ReentrantLock lock;"),
          planted(
              "reflection by calls",
              "tor",
              "Object m() throws Exception { return Class.forName(\"a\"); }"),
          planted("reflection by types", "tor", "java.lang.reflect.Method method;"),
          planted("static fields are final", "tor", "static int count;"),
          planted(
              "static fields are immutable",
              "tor",
              "static final java.util.HashMap<String, String> M = new java.util.HashMap<>();"));

  private static JavaClasses violating = new ClassFileImporter().importClasses();
  private static JavaClasses keeping = violating;

  private static Map.Entry<String, String[]> planted(String rule, String module, String body) {
    return Map.entry(rule, new String[] {module, body});
  }

  static Stream<String> names() {
    return ArchitectureTest.names();
  }

  @Test
  void everyRuleHasAPlantedViolation() {
    assertThat(PLANTED.keySet()).containsExactlyInAnyOrderElementsOf(names().toList());
  }

  /// One run of the compiler for all planted classes, and one for those that break nothing.
  @BeforeAll
  static void compile(@TempDir Path folder) {
    var sources = new ArrayList<>(openClasses());
    names().forEach(name -> sources.add(source(planted(name)[0], typeOf(name), planted(name)[1])));
    violating = compiled(folder.resolve("violating"), sources);

    var tidy = new ArrayList<>(openClasses());
    tidy.add(source("core", "Tidy", "final String text = \"a\" + 1;"));
    tidy.add(source("cli", "Tidy", "org.sallyport.linux.exec.planted.Open other;"));
    keeping = compiled(folder.resolve("keeping"), tidy);
  }

  private static String[] planted(String rule) {
    return PLANTED.getOrDefault(rule, new String[] {"core", "no body: no rule of that name"});
  }

  private static String typeOf(String rule) {
    return "Planted%02d".formatted(names().toList().indexOf(rule));
  }

  @ParameterizedTest
  @MethodSource("names")
  void plantedViolationIsFound(String name) {
    var found = ArchitectureTest.rule(name).allowEmptyShould(true).evaluate(violating);
    assertThat(found.getFailureReport().getDetails())
        .anySatisfy(detail -> assertThat(detail).contains("." + typeOf(name)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void codeThatBreaksNothingIsNotBlamed(String name) {
    var found = ArchitectureTest.rule(name).allowEmptyShould(true).evaluate(keeping);
    assertThat(found.getFailureReport().getDetails()).isEmpty();
  }

  /// One class in every module, for others to see.
  private static List<JavaFileObject> openClasses() {
    return Stream.concat(Repository.MODULES.stream(), Stream.of("linux.exec"))
        .map(module -> source(module, "Open", ""))
        .toList();
  }

  private static JavaClasses compiled(Path folder, List<JavaFileObject> sources) {
    var options = List.of("-d", folder.toString(), "-proc:none");
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(folder.toFile().mkdirs()).isTrue();
    assertThat(compiler.getTask(null, null, null, options, null, sources).call()).isTrue();
    return new ClassFileImporter().importPath(folder);
  }

  private static JavaFileObject source(String module, String type, String body) {
    String text =
        "package org.sallyport.%s.planted; public class %s { %s }".formatted(module, type, body);
    String path = "string:///" + module.replace('.', '/') + "/" + type + ".java";
    return new SimpleJavaFileObject(URI.create(path), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
