package dev.spikebench.cli.command;

import dev.spikebench.results.export.ExportFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a layout.
final class ExportFormatConverter implements ITypeConverter<ExportFormat> {

  @Override
  public ExportFormat convert(String text) {
    return Arrays.stream(ExportFormat.values())
        .filter(it -> it.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is no layout; give one of %s".formatted(text, names())));
  }

  private static String names() {
    return Arrays.stream(ExportFormat.values())
        .map(ExportFormat::text)
        .collect(Collectors.joining(", "));
  }

  /// The names for completion and help.
  static final class Names implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ExportFormat.values()).map(ExportFormat::text).iterator();
    }
  }
}
