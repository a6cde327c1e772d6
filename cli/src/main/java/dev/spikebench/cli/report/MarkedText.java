package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;

/// A part of a Markdown page that is made by a program, between two marks that a reader does not
/// see. Stateless.
final class MarkedText {

  private MarkedText() {}

  /// The page with the part replaced.
  ///
  /// @param name the page's name, for messages
  /// @param mark the word in both marks
  /// @throws CommandException if the page lacks the marks
  static String replaced(String name, String page, String mark, String text) {
    String first = "<!-- " + mark + ":begin -->";
    String last = "<!-- " + mark + ":end -->";
    int begin = page.indexOf(first);
    int end = page.indexOf(last);
    if (begin < 0 || end < begin) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s lacks the marks %s and %s; put them back".formatted(name, first, last));
    }
    return page.substring(0, begin + first.length())
        + "\n"
        + text.strip()
        + "\n"
        + page.substring(end);
  }
}
