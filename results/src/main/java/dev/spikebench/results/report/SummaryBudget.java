package dev.spikebench.results.report;

import java.util.List;
import java.util.function.Supplier;

/// Keeps a short report short enough for where it is shown: a comment on a pull request holds
/// 65,536 characters, a job's page 1 MiB, and GitHub refuses all of it beyond that. What matters
/// least goes first, and the text says so. Stateless.
final class SummaryBudget {

  /// Room is left for what a workflow puts around it, such as a mark for renewing its comment.
  static final int MOST_CHARACTERS = 60_000;

  private static final String CUT =
      "\nCut here: a comment holds no more. The rest is in the report beside the result file.\n";

  private SummaryBudget() {}

  /// The first form that fits; where none does, the last one up to the line that does.
  ///
  /// @param forms from the whole to the shortest, at least one
  static String fit(List<Supplier<String>> forms) {
    String text = "";
    for (Supplier<String> form : forms) {
      text = form.get();
      if (text.length() <= MOST_CHARACTERS) {
        return text;
      }
    }
    String head = text.substring(0, MOST_CHARACTERS - CUT.length());
    int lastLine = head.lastIndexOf('\n');
    int end = lastLine > 0 ? lastLine + 1 : head.length();
    // A line that is too long by itself is cut within, but not within a character of two units.
    return head.substring(0, Character.isHighSurrogate(head.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
