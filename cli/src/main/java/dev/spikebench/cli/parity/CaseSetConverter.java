package dev.spikebench.cli.parity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a set of cases, in small letters.
public final class CaseSetConverter implements ITypeConverter<CaseSet> {

  @Override
  public CaseSet convert(String text) {
    return Arrays.stream(CaseSet.values())
        .filter(set -> name(set).equals(text))
        .findFirst()
        .orElseThrow(() -> refused(text));
  }

  private static TypeConversionException refused(String text) {
    List<String> names = Arrays.stream(CaseSet.values()).map(CaseSetConverter::name).toList();
    return new TypeConversionException("'" + text + "' is none of " + names);
  }

  private static String name(CaseSet set) {
    return set.name().toLowerCase(Locale.ROOT);
  }
}
