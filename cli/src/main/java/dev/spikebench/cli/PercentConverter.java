package dev.spikebench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a share that is written in percent, `5%` or `2.5`, as a number: 0.05, 0.025. Above 0 and
/// below 100 %.
public final class PercentConverter implements ITypeConverter<Double> {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%?");
  private static final double WHOLE = 100;

  @Override
  public Double convert(String text) {
    Matcher matcher = PERCENT.matcher(text);
    double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / WHOLE : 0;
    if (share <= 0 || share >= 1) {
      throw new TypeConversionException(
          "'" + text + "' must be a percentage above 0 and below 100, such as 5%");
    }
    return share;
  }
}
