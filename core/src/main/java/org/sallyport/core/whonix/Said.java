package org.sallyport.core.whonix;

import java.util.Arrays;
import java.util.List;
import org.sallyport.core.shell.Variable;
import org.sallyport.core.shell.Variable.Certainty;

/// A setting as a file has it.
///
/// @param value what it is set to, in one line
/// @param place file and line
/// @param certain whether nothing else may have assigned it
record Said(String name, String value, String place, Certainty certain) {
  static Said of(String name, Variable variable) {
    String value = variable.value().strip().replaceAll("\\s+", " ");
    return new Said(name, value, variable.origin().toString(), variable.certain());
  }

  static Said certainly(String name, String value, String place) {
    return new Said(name, value, place, Certainty.CERTAIN);
  }

  /// The words of a list.
  List<String> words() {
    return words(value);
  }

  static List<String> words(String value) {
    return Arrays.stream(value.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
