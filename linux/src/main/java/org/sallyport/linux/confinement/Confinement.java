package org.sallyport.linux.confinement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sallyport.linux.seccomp.Architecture;

/// The rights that a program keeps; all others are taken away before it starts.
///
/// The work is done by a stage between the gateway and the program, a perl script of `confine.pl`,
/// which becomes the program. It cannot be done by the gateway: a thread that restricts itself
/// hands that on to every thread that is started from it, and the JVM starts its own where it
/// likes. Whatever cannot be taken away that should be ends the stage with a message, and the
/// program does not start.
///
/// The program has no capability, can get none (`no_new_privs`, empty bounding set), and is `user`.
/// Where the kernel has Landlock it reaches no file but those of `rules`, no abstract socket and no
/// signal of others, and binds no TCP port unless `listens`.
///
/// @param user whom it runs as; empty for the caller's own
/// @param own its own folders, which `user` can reach wherever they are: private folders above them
///   are replaced, in a mount namespace, by empty ones
/// @param rules files and folders with all that is below; what does not exist is left out
/// @param listens whether it may bind TCP ports
/// @param landlock the version of Landlock to use, [Landlock#NONE] for none
public record Confinement(
    Optional<SystemUser> user, List<Path> own, List<Rule> rules, boolean listens, int landlock) {
  private static final String SCRIPT = "confine.pl";

  public Confinement {
    own = List.copyOf(own);
    rules = List.copyOf(rules);
  }

  /// A file, or a folder with all that is below, and what may be done with it.
  public record Rule(Right right, Path path) {}

  /// What a [Rule] allows.
  public enum Right {
    /// Reading.
    READ,
    /// Reading and starting as a program; a program's loader needs it as well.
    EXECUTE,
    /// Reading, writing and controlling a device.
    DEVICE,
    /// Everything but starting programs and making symbolic links and devices.
    WRITE;

    private String word() {
      return switch (this) {
        case READ -> "read";
        case EXECUTE -> "execute";
        case DEVICE -> "device";
        case WRITE -> "write";
      };
    }
  }

  /// The beginning of a command line that goes on with an absolute program path and its arguments.
  ///
  /// @param architecture this machine's
  public List<String> prefix(Architecture architecture) {
    var words = new ArrayList<>(List.of("perl", "-e", script(), "--"));
    for (StageCall call : StageCall.values()) {
      words.add("call=" + call.text() + ":" + call.numberOn(architecture));
    }
    user.ifPresent(who -> {
      words.add("user=" + who.uid() + ":" + who.gid());
      PrivateFolders.above(own).forEach(folder -> words.add("cover=" + folder));
      own.forEach(folder -> words.add("expose=" + folder));
    });
    if (landlock > Landlock.NONE) {
      words.add("landlock=" + landlock);
      own.forEach(folder -> words.add("write=" + folder));
      rules.forEach(rule -> words.add(rule.right().word() + "=" + rule.path()));
    }
    if (listens) {
      words.add("listens=1");
    }
    words.add("--");
    return List.copyOf(words);
  }

  private static String script() {
    try (InputStream stream =
        Objects.requireNonNull(Confinement.class.getResourceAsStream(SCRIPT), SCRIPT)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the gateway's own " + SCRIPT, e);
    }
  }
}
