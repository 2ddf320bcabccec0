package org.sallyport.tor.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A line of positional words followed by `KEYWORD=value` pairs, as tor writes its events.
///
/// A value is a quoted string or runs to the next blank. Unknown keywords are kept and ignored by
/// whoever reads the line; of a repeated keyword the first counts; stray words behind the
/// positional ones are dropped. An absent keyword and an empty value are the same thing to tor, so
/// [#value] gives "" for both.
record KeywordLine(List<String> words, Map<String, String> keywords) {
  KeywordLine {
    words = List.copyOf(words);
    keywords = Map.copyOf(keywords);
  }

  /// Parses `text`; its first `positional` words are taken as they are, even if they hold `=`.
  static KeywordLine parse(String text, int positional) throws MalformedReplyException {
    var words = new ArrayList<String>();
    var keywords = new HashMap<String, String>();
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == ' ') {
        i++;
      } else if (words.size() < positional) {
        int end = endOfWord(text, i);
        words.add(text.substring(i, end));
        i = end;
      } else {
        i = pair(text, i, keywords);
      }
    }
    return new KeywordLine(words, keywords);
  }

  private static int pair(String text, int start, Map<String, String> keywords)
      throws MalformedReplyException {
    int end = endOfWord(text, start);
    int equals = text.indexOf('=', start);
    if (equals <= start || equals >= end) {
      return end;
    }
    String keyword = text.substring(start, equals);
    if (equals + 1 < text.length() && text.charAt(equals + 1) == '"') {
      var decoded = QuotedString.decode(text, equals + 1);
      keywords.putIfAbsent(keyword, decoded.value());
      return decoded.end();
    }
    keywords.putIfAbsent(keyword, text.substring(equals + 1, end));
    return end;
  }

  private static int endOfWord(String text, int start) {
    int blank = text.indexOf(' ', start);
    return blank < 0 ? text.length() : blank;
  }

  /// The positional word at `index`.
  String word(int index) throws MalformedReplyException {
    if (index >= words.size()) {
      throw new MalformedReplyException("a line lacks word " + index);
    }
    return words.get(index);
  }

  /// The positional word at `index` as a decimal number from 0 to `max`.
  long number(int index, long max) throws MalformedReplyException {
    return numberIn(word(index), max);
  }

  /// The value of `keyword`, or "".
  String value(String keyword) {
    return keywords.getOrDefault(keyword, "");
  }

  /// The value of `keyword` as a decimal number, 0 if absent.
  long number(String keyword, long max) throws MalformedReplyException {
    String value = value(keyword);
    return value.isEmpty() ? 0 : numberIn(value, max);
  }

  /// The comma-separated values of `keyword`; empty if absent.
  List<String> list(String keyword) {
    String value = value(keyword);
    return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private static long numberIn(String text, long max) throws MalformedReplyException {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, without the input
    }
    throw new MalformedReplyException("a number is malformed or out of range");
  }
}
