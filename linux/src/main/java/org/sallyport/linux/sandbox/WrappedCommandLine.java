package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a shim becomes: `nsenter` into the network of the launch, `bwrap`, the program; the shim
/// puts its own arguments behind. Signals of the terminal are the program's alone
/// ([KeyboardSignals]), so the shim ignores them first.
///
/// @param words the command line; a descriptor stands where `bwrap` wants one
/// @param files the files that the shim opens, in the order of the descriptors
/// @param ignored the signals, without `SIG`
public record WrappedCommandLine(List<Word> words, List<Path> files, List<String> ignored) {
  private static final int FILTER = 0;
  private static final int OPTIONS = 1;

  /// A word of the command line.
  public sealed interface Word {
    /// As it is.
    record Text(String text) implements Word {}

    /// The number of an opened file's descriptor.
    ///
    /// @param file which, from 0
    record Descriptor(int file) implements Word {}
  }

  public WrappedCommandLine {
    words = List.copyOf(words);
    files = List.copyOf(files);
    ignored = List.copyOf(ignored);
  }

  /// The command line; writes the options of `bwrap` for it.
  ///
  /// @param executable the program's absolute path
  /// @param options the file for the options
  public static WrappedCommandLine of(
      Entrance entrance, CallersFiles sandbox, Path executable, Path options) {
    var words = new ArrayList<Word>();
    text(words, entrance.words());
    text(words, List.of(entrance.programs().bwrap().toString(), "--seccomp"));
    words.add(new Word.Descriptor(FILTER));
    text(words, List.of("--args"));
    words.add(new Word.Descriptor(OPTIONS));
    text(words, List.of("--"));
    text(words, KeyboardSignals.restoredFor(List.of(executable.toString())));
    OptionsFile.write(options, sandbox.options());
    var files = List.of(sandbox.files().filter(), options);
    return new WrappedCommandLine(words, files, KeyboardSignals.NAMES);
  }

  private static void text(List<Word> words, List<String> texts) {
    texts.forEach(text -> words.add(new Word.Text(text)));
  }
}
