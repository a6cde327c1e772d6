package dev.spikebench.cli.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Splits a command line into its words as a shell would, without being one: blanks part words,
/// quotes and backslashes keep them together, nothing is expanded and nothing is redirected.
///
/// Within single quotes everything stands for itself; within double quotes a backslash takes the
/// meaning from a double quote, a backslash, a dollar sign and a back quote; outside of quotes from
/// any character.
final class CommandWords {
  private static final Set<String> SHELL_WORDS =
      Set.of("|", "||", "&", "&&", ";", "<", ">", ">>", "2>", "2>&1", "&>");
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");
  private static final String ESCAPED_IN_QUOTES = "\"\\$`";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private boolean quoted;
  private int at;

  private CommandWords(String line) {
    this.line = line;
  }

  /// The words of a line.
  ///
  /// @throws IllegalArgumentException with a sentence for the user, if a quote is not closed, there
  ///   is no word, or only a shell could do what is meant
  static List<String> of(String line) {
    CommandWords splitting = new CommandWords(line);
    splitting.split();
    if (splitting.words.isEmpty()) {
      throw new IllegalArgumentException("it is empty: give a program and its arguments");
    }
    String first = splitting.words.getFirst();
    if (ASSIGNMENT.matcher(first).matches()) {
      throw new IllegalArgumentException(
          "'" + first + "' is no program: set variables with --env, such as --env " + first);
    }
    return List.copyOf(splitting.words);
  }

  private void split() {
    while (at < line.length()) {
      char character = line.charAt(at++);
      switch (character) {
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> escaped();
        case ' ', '\t', '\n', '\r' -> endWord();
        default -> current().append(character);
      }
    }
    endWord();
  }

  private void singleQuoted() {
    int end = line.indexOf('\'', at);
    if (end < 0) {
      throw notClosed('\'');
    }
    quotedText().append(line, at, end);
    at = end + 1;
  }

  private void doubleQuoted() {
    StringBuilder text = quotedText();
    while (at < line.length()) {
      char character = line.charAt(at++);
      if (character == '"') {
        return;
      }
      boolean escape =
          character == '\\'
              && at < line.length()
              && ESCAPED_IN_QUOTES.indexOf(line.charAt(at)) >= 0;
      text.append(escape ? line.charAt(at++) : character);
    }
    throw notClosed('"');
  }

  private void escaped() {
    if (at == line.length()) {
      throw new IllegalArgumentException("it ends in a backslash that escapes nothing");
    }
    quotedText().append(line.charAt(at++));
  }

  private StringBuilder current() {
    StringBuilder open = word;
    if (open == null) {
      open = new StringBuilder();
      word = open;
    }
    return open;
  }

  private StringBuilder quotedText() {
    quoted = true;
    return current();
  }

  private void endWord() {
    StringBuilder open = word;
    if (open == null) {
      return;
    }
    String text = open.toString();
    if (!quoted && SHELL_WORDS.contains(text)) {
      throw new IllegalArgumentException(
          "no shell runs it, so '"
              + text
              + "' would be a plain argument: quote it, or start a shell with sh -c '...'");
    }
    words.add(text);
    word = null;
    quoted = false;
  }

  private static IllegalArgumentException notClosed(char quote) {
    return new IllegalArgumentException("the quote " + quote + " is not closed");
  }
}
