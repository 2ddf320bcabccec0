package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A command line is written with single spaces between its words.
final class InterpreterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          python3 a.py x y           | a.py
          python3 -u -W error a.py   | a.py
          python3 -Werror -X dev /a  | /a
          python3 -Eu -- -a.py       | -a.py
          python3.11 ./a.py -c no    | ./a.py
          perl -w -I lib a.pl        | a.pl
          perl -Ilib -CSDA a.pl      | a.pl
          ruby -W2 -r json a.rb      | a.rb
          ruby -rjson -I lib a.rb    | a.rb
          bash -eu a.sh              | a.sh
          bash -eo pipefail a.sh     | a.sh
          bash +x -O extglob a.sh    | a.sh
          bash --rcfile rc a.sh      | a.sh
          -bash a.sh                 | a.sh
          sh /etc/rc -c              | /etc/rc
          node -r dotenv app.js      | app.js
          node --trace app.js -e     | app.js
          java -Xmx1g -jar a.jar     | a.jar
          java -cp x:y -jar a.jar    | a.jar
          java --source 25 A.java    | A.java
          lua5.4 a.lua               | a.lua
          ld-linux-x86-64.so.2 ./p   | ./p
          """)
  void namesTheScript(String line, String script) {
    assertThat(read(line)).isEqualTo(new ScriptArgument.File(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python3", "python3 -", "python3 -c code", "python3 -Euc code x", "perl -e code",
        "perl -lne code f", "perl -we code", "ruby -ne code", "bash", "bash -c code name",
        "bash -ec code", "sh -s arg", "bash --norc -i", "node -e code", "node --eval code",
        "node -i", "java", "java @file", "php -r code", "bash -o"
      })
  void codeThatIsNoFileIsTheInterpreterItself(String line) {
    assertThat(read(line)).isEqualTo(Interpreter.NONE);
  }

  @Test
  void modulesAndClassesAreNamed() {
    assertThat(read("python3 -m http.server 80"))
        .isEqualTo(read("python3 -mhttp.server"))
        .isEqualTo(new ScriptArgument.Module("http.server"));
    assertThat(read("java -cp a.jar -ea org.Main x"))
        .isEqualTo(new ScriptArgument.MainClass("org.Main", "a.jar"));
    assertThat(read("java -p mods -m m/org.Main"))
        .isEqualTo(new ScriptArgument.MainClass("m/org.Main", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/usr/bin/curl", "/usr/bin/pythonic", "/bin/busybox", "/opt/javac", "/x/sh.bin"})
  void otherExecutablesAreNoInterpreters(String executable) {
    assertThat(Interpreter.of(executable)).isEmpty();
  }

  private static ScriptArgument read(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    String name = words.getFirst().startsWith("-") ? "bash" : words.getFirst();
    return Interpreter.of("/usr/bin/" + name).orElseThrow().script(words);
  }
}
