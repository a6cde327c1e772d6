package dev.spikebench.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks values up (flag, then variable, then default) and parses them strictly.
final class ConfigValues {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=.)");
  private static final int MAX_NUMBER_DIGITS = 10;
  private static final int MAX_SHOWN_LENGTH = 200;

  private final Map<String, String> environment;
  private final Map<String, String> flags;

  ConfigValues(Map<String, String> environment, Map<String, String> flags) {
    this.environment = environment;
    this.flags = flags;
  }

  String text(ConfigVariable variable) {
    String flag = flags.get(variable.name());
    if (flag != null && !flag.isEmpty()) {
      return flag;
    }
    String value = environment.get(variable.name());
    return value == null || value.isEmpty() ? variable.defaultText() : value;
  }

  long number(ConfigVariable variable) {
    String text = text(variable);
    if (DIGITS.matcher(text).matches()) {
      String digits = LEADING_ZEROS.matcher(text).replaceFirst("");
      if (digits.length() <= MAX_NUMBER_DIGITS) {
        long number = Long.parseLong(digits);
        if (number >= variable.minimum() && number <= variable.maximum()) {
          return number;
        }
      }
    }
    throw refused(variable, text);
  }

  Synchronous synchronous(ConfigVariable variable) {
    String text = text(variable);
    return switch (text) {
      case "OFF" -> Synchronous.OFF;
      case "NORMAL" -> Synchronous.NORMAL;
      case "FULL" -> Synchronous.FULL;
      default -> throw refused(variable, text);
    };
  }

  WriteStrategy writeStrategy(ConfigVariable variable) {
    String text = text(variable);
    for (WriteStrategy strategy : WriteStrategy.values()) {
      if (strategy.text().equals(text)) {
        return strategy;
      }
    }
    throw refused(variable, text);
  }

  Path path(ConfigVariable variable) {
    String text = text(variable);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused(variable, text);
    }
  }

  String host(ConfigVariable variable) {
    String text = text(variable);
    String host = HostNames.normalise(text);
    if (host == null) {
      throw refused(variable, text);
    }
    boolean bracketed = text.startsWith("[");
    return bracketed ? text.substring(1, text.length() - 1) : text;
  }

  /// The entries of a comma-separated list, each normalised; blanks round an entry are dropped.
  Set<String> list(ConfigVariable variable, UnaryOperator<@Nullable String> normaliser) {
    String text = text(variable);
    Set<String> entries = new LinkedHashSet<>();
    if (text.isEmpty()) {
      return entries;
    }
    for (String part : text.split(",", -1)) {
      String entry = normaliser.apply(part.strip());
      if (entry == null) {
        throw refused(variable, part.strip());
      }
      entries.add(entry);
    }
    return entries;
  }

  private ConfigException refused(ConfigVariable variable, String value) {
    String flag = flags.get(variable.name());
    String name =
        flag != null && !flag.isEmpty()
            ? variable.flag() + " (" + variable.name() + ")"
            : variable.name();
    return new ConfigException(
        name + ": \"" + oneLine(value) + "\" can't be used; expected " + variable.allowed());
  }

  private static String oneLine(String value) {
    StringBuilder line = new StringBuilder();
    value
        .codePoints()
        .limit(MAX_SHOWN_LENGTH)
        .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || isLineBreak(c) ? '?' : c));
    return value.length() > MAX_SHOWN_LENGTH ? line.append('…').toString() : line.toString();
  }

  private static boolean isLineBreak(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
  }
}
