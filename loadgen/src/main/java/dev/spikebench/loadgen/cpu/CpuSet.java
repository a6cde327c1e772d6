package dev.spikebench.loadgen.cpu;

import dev.spikebench.loadgen.model.LoadException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Processors by their numbers, in the kernel's list form: `0-3,6`.
///
/// @param numbers at least one, ascending, each once
public record CpuSet(List<Integer> numbers) {
  private static final Pattern PART = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  /// Sorts, and leaves out what is there twice.
  public CpuSet {
    SortedSet<Integer> sorted = new TreeSet<>(numbers);
    numbers = List.copyOf(sorted);
  }

  /// Reads the kernel's list form.
  ///
  /// @throws LoadException if the text has another one
  public static CpuSet parse(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.strip().split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw unreadable(text);
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first) {
        throw unreadable(text);
      }
      IntStream.rangeClosed(first, last).forEach(numbers::add);
    }
    return new CpuSet(numbers);
  }

  /// How many.
  public int size() {
    return numbers.size();
  }

  /// In the kernel's list form, as short as can be.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); i++) {
      int first = numbers.get(i);
      while (i + 1 < numbers.size() && numbers.get(i + 1) == numbers.get(i) + 1) {
        i++;
      }
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (numbers.get(i) != first) {
        text.append('-').append(numbers.get(i));
      }
    }
    return text.toString();
  }

  private static LoadException unreadable(String text) {
    return new LoadException(
        "'" + text + "' is no list of processors: give their numbers, such as 0, 0-3 or 0,2");
  }
}
