package org.sallyport.gateway.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

final class ProgramNamesTest {
  private final ProgramNames names = new ProgramNames();

  @Test
  void aProgramIsCalledByItsFileName() {
    assertThat(name("/usr/bin/curl", null)).isEqualTo("curl");
    assertThat(name("/usr/bin/python3", "/home/a.py")).isEqualTo("a.py");
    assertThat(name("/usr/bin/python3", "module http.server")).isEqualTo("http.server");
    assertThat(name("/usr/bin/java", "class org.Main in a.jar at /")).isEqualTo("org.Main");
    assertThat(name("/home/.hidden thing", null)).isEqualTo("hidden_thing");
  }

  @Test
  void twoProgramsNeverHaveOneName() {
    var given = new HashSet<String>();
    for (String folder : List.of("x", "y", "z")) {
      given.add(name("/usr/bin/python3", "/" + folder + "/a.py"));
      given.add(name("/" + folder + "/a.py", null));
    }
    assertThat(given).hasSize(6).contains("a.py", "a.py-2");
  }

  @Test
  void aProgramKeepsItsName() {
    String first = name("/x/a", null);
    String second = name("/y/a", null);
    assertThat(name("/x/a", null)).isEqualTo(first);
    assertThat(name("/y/a", null)).isEqualTo(second);
  }

  @Test
  void namesThatMeanSomethingElseAreNotGiven() {
    var mail = new ApplicationName("mail");
    assertThat(names.name(WorkstationName.DEFAULT, new Program("/tmp/mail", null), Set.of(mail)))
        .contains(new ApplicationName("mail-2"));
    assertThat(name("/tmp/unknown", null)).isEqualTo("unknown-2");
  }

  @Test
  void thereIsAnEndToTheNames() {
    for (int i = 0; i < ProgramNames.MAX_PROGRAMS; i++) {
      assertThat(name("/x/p" + i, null)).isEqualTo("p" + i);
    }
    assertThat(names.name(WorkstationName.DEFAULT, new Program("/x/late", null), Set.of()))
        .isEmpty();
    assertThat(name("/x/p7", null)).isEqualTo("p7");
  }

  private String name(String executable, @Nullable String script) {
    return names
        .name(WorkstationName.DEFAULT, new Program(executable, script), Set.of())
        .orElseThrow()
        .text();
  }
}
