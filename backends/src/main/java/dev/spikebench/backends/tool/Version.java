package dev.spikebench.backends.tool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version as numbers with dots, such as `22.5.1`; what follows the numbers is not compared.
/// Missing parts count as zero.
///
/// @param text the numbers as they were written
/// @param parts the numbers
public record Version(String text, List<BigInteger> parts) implements Comparable<Version> {
  private static final Pattern FORM = Pattern.compile("(?<![\\d.])\\d+(?:\\.\\d+)*");
  private static final Pattern DOTTED = Pattern.compile("(?<![\\d.])\\d+(?:\\.\\d+)+");
  private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

  /// Copies the list.
  public Version {
    parts = List.copyOf(parts);
  }

  /// The first version in a text such as `git version 2.43.0`: the first numbers with dots, else
  /// the first number; empty if there is none.
  public static Optional<Version> in(String text) {
    String plain = COLOURS.matcher(text).replaceAll("");
    Matcher dotted = DOTTED.matcher(plain);
    if (dotted.find()) {
      return Optional.of(of(dotted.group()));
    }
    Matcher single = FORM.matcher(plain);
    return single.find() ? Optional.of(of(single.group())) : Optional.empty();
  }

  private static Version of(String text) {
    List<BigInteger> parts = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      parts.add(new BigInteger(part));
    }
    return new Version(text, parts);
  }

  /// Compares part by part.
  @Override
  public int compareTo(Version other) {
    int length = Math.max(parts.size(), other.parts.size());
    for (int index = 0; index < length; index++) {
      int order = part(index).compareTo(other.part(index));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  /// The numbers as they were written.
  @Override
  public String toString() {
    return text;
  }
}
