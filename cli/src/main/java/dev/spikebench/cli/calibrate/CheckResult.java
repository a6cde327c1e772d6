package dev.spikebench.cli.calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one check found.
///
/// @param id its short name
/// @param question what it asks
/// @param state how it ended
/// @param readings what was read beside what was wanted; empty where it was left out
/// @param reason why it was left out; empty where it was not
public record CheckResult(
    String id, String question, State state, List<Reading> readings, String reason) {
  /// How a check ended.
  public enum State {
    /// Every reading is as wanted.
    MET,
    /// One is not.
    MISSED,
    /// It could not be made here.
    LEFT_OUT
  }

  /// One reading.
  ///
  /// @param name what was read, with its unit
  /// @param value the reading
  /// @param least the smallest value that is as wanted; negative infinity for none
  /// @param most the largest value that is as wanted; infinity for none
  public record Reading(String name, double value, double least, double most) {
    /// A reading that may be at most so much.
    static Reading atMost(String name, double value, double most) {
      return new Reading(name, value, Double.NEGATIVE_INFINITY, most);
    }

    /// A reading that must be at least so much.
    static Reading atLeast(String name, double value, double least) {
      return new Reading(name, value, least, Double.POSITIVE_INFINITY);
    }

    /// A reading that must be near a value.
    static Reading near(String name, double value, double wanted, double tolerance) {
      return new Reading(name, value, wanted - tolerance, wanted + tolerance);
    }

    /// A count that must be exact.
    static Reading exactly(String name, double value, double wanted) {
      return near(name, value, wanted, 0);
    }

    /// A reading that explains another one; nothing is wanted of it.
    static Reading told(String name, double value) {
      return new Reading(name, value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// Whether it is as wanted.
    boolean met() {
      return value >= least && value <= most;
    }

    /// What is wanted, in words; empty where nothing is.
    String wanted() {
      if (least == most) {
        return "wanted exactly " + number(least);
      }
      if (Double.isInfinite(least)) {
        return Double.isInfinite(most) ? "" : "wanted at most " + number(most);
      }
      return Double.isInfinite(most)
          ? "wanted at least " + number(least)
          : "wanted " + number(least) + " to " + number(most);
    }

    /// The value as it is printed.
    String text() {
      return number(value);
    }

    private static String number(double value) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? String.format(Locale.ROOT, "%,.0f", value)
          : String.format(Locale.ROOT, "%.3f", value);
    }
  }

  /// Copies the list.
  public CheckResult {
    readings = List.copyOf(readings);
  }

  /// The result of readings.
  static CheckResult of(String id, String question, List<Reading> readings) {
    boolean met = readings.stream().allMatch(Reading::met);
    return new CheckResult(id, question, met ? State.MET : State.MISSED, readings, "");
  }

  /// A check that could not be made.
  static CheckResult leftOut(String id, String question, String reason) {
    return new CheckResult(id, question, State.LEFT_OUT, List.of(), reason);
  }

  /// The result in lines of text.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%-8s %s: %s".formatted(state.name().replace('_', ' '), id, question));
    for (Reading reading : readings) {
      lines.add(
          "           %-46s %12s   %s%s"
              .formatted(
                  reading.name(),
                  reading.text(),
                  reading.wanted(),
                  reading.met() ? "" : "  <-- missed")
              .stripTrailing());
    }
    if (!reason.isEmpty()) {
      lines.add("           because " + reason);
    }
    return lines;
  }
}
