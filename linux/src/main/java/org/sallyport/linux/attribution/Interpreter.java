package org.sallyport.linux.attribution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The interpreters that are known by their script, and how each one's command line names it.
///
/// The rules follow the manual pages. An option that is not known here is taken for one without an
/// argument; should it have one, that argument is taken for the script, no such file is found, and
/// the process counts as unnamed: a mistake separates, it never joins.
enum Interpreter {
  /// python(1).
  PYTHON("(python|pypy)[0-9.]*") {
    @Override
    ScriptArgument script(Arguments arguments) {
      while (arguments.hasOption()) {
        String option = arguments.next();
        if (option.startsWith("--")) {
          if (option.equals("--check-hash-based-pycs")) {
            arguments.skip();
          }
          continue;
        }
        for (int i = 1; i < option.length(); i++) {
          String rest = option.substring(i + 1);
          char letter = option.charAt(i);
          if (letter == 'c') {
            return NONE;
          }
          if (letter == 'm') {
            return new ScriptArgument.Module(rest.isEmpty() ? arguments.next() : rest);
          }
          if (letter == 'W' || letter == 'X') {
            if (rest.isEmpty()) {
              arguments.skip();
            }
            break;
          }
        }
      }
      return arguments.file();
    }
  },
  /// perlrun(1): an option such as `-I` takes the rest of its word.
  PERL("perl[0-9.]*") {
    @Override
    ScriptArgument script(Arguments arguments) {
      return arguments.clustered("eE", "IiFmMxDVC", "I");
    }
  },
  /// ruby(1).
  RUBY("ruby[0-9.]*") {
    @Override
    ScriptArgument script(Arguments arguments) {
      return arguments.clustered("e", "CEFIiKrTWxX", "CEIrX");
    }
  },
  /// bash(1), dash(1), zsh(1), ksh(1), fish(1): `-o` takes the next word even inside a cluster.
  SHELL("(ba|da|z|k|mk|a|fi|rba)?sh|ksh93|mksh-static") {
    private static final Set<String> WITH_ARGUMENT = Set.of("--rcfile", "--init-file");

    @Override
    ScriptArgument script(Arguments arguments) {
      while (arguments.hasOption()) {
        String option = arguments.next();
        if (option.startsWith("--")) {
          if (option.equals("--command")) {
            return NONE;
          }
          if (WITH_ARGUMENT.contains(option)) {
            arguments.skip();
          }
        } else if (option.indexOf('c') > 0 || option.indexOf('s') > 0) {
          return NONE;
        } else {
          if (option.indexOf('o') > 0 || option.indexOf('O') > 0) {
            arguments.skip();
          }
        }
      }
      return arguments.file();
    }
  },
  /// `node --help`.
  NODE("node|nodejs") {
    private static final Set<String> CODE =
        Set.of("-e", "--eval", "-p", "--print", "-pe", "-i", "--interactive");
    private static final Set<String> WITH_ARGUMENT =
        Set.of("-r", "--require", "--import", "--loader", "-C", "--conditions", "--env-file");

    @Override
    ScriptArgument script(Arguments arguments) {
      while (arguments.hasOption()) {
        String option = arguments.next();
        if (CODE.contains(option)) {
          return NONE;
        }
        if (WITH_ARGUMENT.contains(option)) {
          arguments.skip();
        }
      }
      return arguments.file();
    }
  },
  /// java(1).
  JAVA("java") {
    private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
    private static final Set<String> WITH_ARGUMENT =
        Set.of(
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-reads",
            "--add-exports",
            "--add-opens",
            "--limit-modules",
            "--patch-module",
            "--source");

    @Override
    ScriptArgument script(Arguments arguments) {
      String classPath = "";
      while (arguments.hasOption()) {
        String option = arguments.next();
        if (option.equals("-jar")) {
          return arguments.file();
        }
        if (option.equals("-m") || option.equals("--module")) {
          return new ScriptArgument.MainClass(arguments.next(), classPath);
        }
        if (CLASS_PATH.contains(option)) {
          classPath = arguments.next();
        } else {
          if (WITH_ARGUMENT.contains(option)) {
            arguments.skip();
          }
        }
      }
      String main = arguments.next();
      if (main.isEmpty() || main.startsWith("@")) {
        return NONE;
      }
      return main.endsWith(".java")
          ? new ScriptArgument.File(main)
          : new ScriptArgument.MainClass(main, classPath);
    }
  },
  /// Those whose first argument that is no option is the script; also the dynamic loader, whose
  /// first argument is the program.
  PLAIN("(php|lua|luajit|tclsh|wish|gjs|guile|mono|dotnet)[0-9.-]*|ld-[a-z0-9_.-]*so[0-9.]*") {
    @Override
    ScriptArgument script(Arguments arguments) {
      while (arguments.hasOption()) {
        String option = arguments.next();
        if (option.equals("-r") || option.equals("-e") || option.equals("-c")) {
          return NONE;
        }
      }
      return arguments.file();
    }
  };

  static final ScriptArgument NONE = new ScriptArgument.None();

  private final Pattern fileNames;

  Interpreter(String fileNames) {
    this.fileNames = Pattern.compile(fileNames);
  }

  /// The interpreter that an executable is; empty if it is none.
  static Optional<Interpreter> of(String executable) {
    String fileName = executable.substring(executable.lastIndexOf('/') + 1);
    for (Interpreter one : values()) {
      if (one.fileNames.matcher(fileName).matches()) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// What the command line says that it runs.
  ScriptArgument script(List<String> commandLine) {
    return script(new Arguments(commandLine));
  }

  abstract ScriptArgument script(Arguments arguments);

  /// A command line that is read from left to right, the program's own name left out.
  static final class Arguments {
    private final List<String> words;
    private int at = 1;

    Arguments(List<String> words) {
      this.words = words;
    }

    /// Whether an option comes next; `--` and what stands for standard input end the options.
    boolean hasOption() {
      if (at >= words.size()) {
        return false;
      }
      String word = words.get(at);
      if (word.equals("--")) {
        at++;
        return false;
      }
      return word.length() > 1 && (word.startsWith("-") || word.startsWith("+"));
    }

    /// The next word; empty at the end.
    String next() {
      return at < words.size() ? words.get(at++) : "";
    }

    void skip() {
      at++;
    }

    /// The next word as a script.
    ScriptArgument file() {
      String word = next();
      return word.isEmpty() || word.equals("-") ? NONE : new ScriptArgument.File(word);
    }

    /// The script behind clusters of one-letter options.
    ///
    /// @param code letters that mean: the code is on the command line
    /// @param takeRest letters whose argument is the rest of the word
    /// @param takeNext those of them whose argument is the next word if the rest is empty
    ScriptArgument clustered(String code, String takeRest, String takeNext) {
      while (hasOption()) {
        String option = next();
        if (option.startsWith("--")) {
          continue;
        }
        for (int i = 1; i < option.length(); i++) {
          char letter = option.charAt(i);
          if (code.indexOf(letter) >= 0) {
            return NONE;
          }
          if (takeRest.indexOf(letter) >= 0) {
            at += i + 1 == option.length() && takeNext.indexOf(letter) >= 0 ? 1 : 0;
            break;
          }
        }
      }
      return file();
    }
  }
}
