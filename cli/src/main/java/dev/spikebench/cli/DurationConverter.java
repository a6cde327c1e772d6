package dev.spikebench.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a duration as people type it: a number with its unit, `500ms`, `1.5s`, `10m` or `2h`.
///
/// A bare number is refused: guessing its unit has cost others whole nights.
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no duration: give a number with a unit, such as 500ms, 30s, 10m or 1h");
    }
    long unitNs =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(1).toNanos();
          case "s" -> Duration.ofSeconds(1).toNanos();
          case "m" -> Duration.ofMinutes(1).toNanos();
          default -> Duration.ofHours(1).toNanos();
        };
    return Duration.ofNanos(
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNs)).longValue());
  }
}
