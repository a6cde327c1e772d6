package dev.spikebench.cli.threshold;

import dev.spikebench.results.model.Measurement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One condition that a run has to meet.
///
/// @param text as it was written
/// @param figure what it speaks of
/// @param operator how the figure has to stand to the limit
/// @param limit the limit, in the base unit of the figure
public record Threshold(String text, Figure figure, Operator operator, double limit) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([a-z0-9_.()]+)\\s*(<=|>=|==|!=|<|>)\\s*(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([^\\s\\d.]{0,3})\\s*");

  /// The comparisons.
  public enum Operator {
    /// Below the limit.
    LESS("<"),
    /// At most the limit.
    AT_MOST("<="),
    /// Above the limit.
    MORE(">"),
    /// At least the limit.
    AT_LEAST(">="),
    /// Exactly the limit.
    EQUAL("=="),
    /// Anything but the limit.
    DIFFERENT("!=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    private static Operator of(String sign) {
      return Arrays.stream(values()).filter(it -> it.sign.equals(sign)).findFirst().orElseThrow();
    }

    private boolean holds(double value, double limit) {
      int comparison = Double.compare(value, limit);
      return switch (this) {
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case MORE -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
        case EQUAL -> comparison == 0;
        case DIFFERENT -> comparison != 0;
      };
    }
  }

  /// Reads a threshold such as `p99<50ms`, `failed_rate<0.1%` or `rss_peak<=256MB`.
  ///
  /// @throws IllegalArgumentException saying what is wrong and what would do
  public static Threshold parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no threshold: write a figure, one of < <= > >= == !=, and a limit, such as p99<50ms"
              .formatted(text));
    }
    Figure figure = Figure.named(matcher.group(1).toLowerCase(Locale.ROOT));
    if (figure == null) {
      throw new IllegalArgumentException(
          "'%s' in '%s' is no figure of a run; there are %s"
              .formatted(matcher.group(1), text, Figure.NAMES));
    }
    Double factor = figure.unit().factor(matcher.group(4));
    if (factor == null) {
      throw new IllegalArgumentException(
          "the limit in '%s' has %s; write it like %s"
              .formatted(
                  text,
                  matcher.group(4).isEmpty() ? "no unit" : "the unit '" + matcher.group(4) + "'",
                  matcher.group(1) + matcher.group(2) + figure.unit().example()));
    }
    double limit = Double.parseDouble(matcher.group(3)) * factor;
    return new Threshold(text.strip(), figure, Operator.of(matcher.group(2)), limit);
  }

  /// Holds the threshold against a value. One that is not known never passes: a gate that opens
  /// because it could not look is none.
  public Outcome check(Measurement measurement) {
    Double value = measurement.value();
    return value == null
        ? new Outcome(this, null, false, Objects.requireNonNull(measurement.reason()))
        : new Outcome(this, value, operator.holds(value, limit), null);
  }

  /// How a threshold came out.
  ///
  /// @param threshold the threshold
  /// @param value the figure, in its base unit; null where it is not known
  /// @param held whether the condition was met
  /// @param reason why the figure is not known; null where it is
  public record Outcome(
      Threshold threshold, @Nullable Double value, boolean held, @Nullable String reason) {
    /// One line for people.
    public String line() {
      String seen = value == null ? "not known: " + reason : threshold.figure().unit().text(value);
      return (held ? "ok      " : "BREACHED") + " " + threshold.text() + "  (" + seen + ")";
    }
  }
}
