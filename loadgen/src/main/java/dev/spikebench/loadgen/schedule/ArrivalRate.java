package dev.spikebench.loadgen.schedule;

import dev.spikebench.loadgen.model.LoadException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests a second of an open loop: constant, or changing evenly from the first to the last
/// request of the plan.
///
/// @param startPerSecond rate at the beginning, above 0 and at most 1,000,000
/// @param endPerSecond rate at the end, in the same range
public record ArrivalRate(double startPerSecond, double endPerSecond) {
  /// The highest rate that can be planned.
  public static final double MOST_PER_SECOND = 1_000_000;

  private static final double LEAST_PER_SECOND = 0.001;
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?::(\\d{1,9}(?:\\.\\d{1,9})?))?");

  /// Checks both rates.
  ///
  /// @throws LoadException naming the value
  public ArrivalRate {
    require(startPerSecond);
    require(endPerSecond);
  }

  /// The same rate from beginning to end.
  public static ArrivalRate constant(double perSecond) {
    return new ArrivalRate(perSecond, perSecond);
  }

  /// Reads `N` or `A:B`.
  ///
  /// @throws LoadException if the text is neither, or a rate is out of range
  public static ArrivalRate parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new LoadException(
          "'"
              + text
              + "' is no rate: give requests a second such as 500, or 100:1000 for a ramp from 100"
              + " to 1,000");
    }
    double start = Double.parseDouble(matcher.group(1));
    return new ArrivalRate(
        start, matcher.group(2) == null ? start : Double.parseDouble(matcher.group(2)));
  }

  /// Whether the rate stays the same.
  public boolean isConstant() {
    return startPerSecond == endPerSecond;
  }

  /// The mean over time.
  public double meanPerSecond() {
    return (startPerSecond + endPerSecond) / 2;
  }

  /// As it is read by [#parse(String)], for results and messages.
  public String text() {
    return isConstant()
        ? number(startPerSecond)
        : number(startPerSecond) + ":" + number(endPerSecond);
  }

  private static String number(double rate) {
    return rate == Math.rint(rate)
        ? String.format(Locale.ROOT, "%.0f", rate)
        : String.format(Locale.ROOT, "%s", rate);
  }

  private static void require(double rate) {
    if (!(rate >= LEAST_PER_SECOND && rate <= MOST_PER_SECOND)) {
      throw new LoadException(
          "a rate must be between 0.001 and 1000000 requests a second, but is " + number(rate));
    }
  }
}
