package dev.spikebench.results.report;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The command lines that repeat a run, safe to paste into a POSIX shell.
final class Reproduction {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Reproduction() {}

  /// The lines; empty where the run was not made by a command.
  static List<String> lines(BenchmarkResults results) {
    return lines(results.run());
  }

  /// The same of a run by itself.
  static List<String> lines(Run run) {
    if (run.arguments().isEmpty()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    words.add("./spikebench");
    run.arguments().forEach(it -> words.add(quoted(it)));
    Long seed = run.seed();
    boolean seedNamed =
        run.arguments().stream().anyMatch(it -> it.equals("--seed") || it.startsWith("--seed="));
    if (seed != null && !seedNamed) {
      words.add("--seed");
      words.add(Long.toString(seed));
    }
    return List.of(String.join(" ", words));
  }

  /// Plain where it may be, else in single quotes; control characters as escapes of `$'…'`, so that
  /// a word never breaks its line.
  private static String quoted(String word) {
    if (SAFE.matcher(word).matches()) {
      return word;
    }
    if (word.chars().noneMatch(Character::isISOControl)) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
    StringBuilder text = new StringBuilder("$'");
    word.chars()
        .forEach(
            it -> {
              if (Character.isISOControl(it)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", it));
              } else if (it == '\'' || it == '\\') {
                text.append('\\').append((char) it);
              } else {
                text.append((char) it);
              }
            });
    return text.append('\'').toString();
  }
}
