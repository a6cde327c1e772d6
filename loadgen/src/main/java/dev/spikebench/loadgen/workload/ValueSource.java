package dev.spikebench.loadgen.workload;

import java.util.List;

/// Where the value of a field comes from, event by event. Immutable.
public sealed interface ValueSource {
  /// The same value in every event.
  ///
  /// @param value as it is written
  record Fixed(String value) implements ValueSource {}

  /// One value after the other, by the index of the event, from the beginning again at the end.
  ///
  /// @param values at least one
  record Cycle(List<String> values) implements ValueSource {
    /// Copies the list.
    public Cycle {
      values = List.copyOf(values);
      require(!values.isEmpty(), "a cycle needs at least one value");
    }
  }

  /// Values drawn by weight from the run's seed.
  ///
  /// @param options at least one
  record Choice(List<Option> options) implements ValueSource {
    /// Copies the list.
    public Choice {
      options = List.copyOf(options);
      require(!options.isEmpty(), "a choice needs at least one value");
    }

    long totalWeight() {
      return options.stream().mapToLong(Option::weight).sum();
    }
  }

  /// One of the values of a choice.
  ///
  /// @param value a fixed value, or numbers drawn from a range
  /// @param weight how often it is drawn, against the sum of all weights; 1 … 1,000,000
  record Option(ValueSource value, long weight) {
    /// The largest weight.
    public static final long MAX_WEIGHT = 1_000_000;

    /// Checks both.
    public Option {
      require(value instanceof Fixed || value instanceof DrawnRange, "a choice does not nest");
      require(weight >= 1 && weight <= MAX_WEIGHT, "a weight is 1 to 1000000");
    }
  }

  /// Whole numbers one after the other, by the index of the event: `least + index mod size`.
  ///
  /// @param prefix stands before the number; empty where the value is the number itself
  /// @param least the first number, at least 0
  /// @param most the last one
  record IndexRange(String prefix, long least, long most) implements ValueSource {
    /// Checks the limits.
    public IndexRange {
      requireRange(least, most);
    }
  }

  /// Whole numbers drawn from the run's seed, each as likely as the other.
  ///
  /// @param prefix stands before the number; empty where the value is the number itself
  /// @param least the least number, at least 0
  /// @param most the largest one
  record DrawnRange(String prefix, long least, long most) implements ValueSource {
    /// Checks the limits.
    public DrawnRange {
      requireRange(least, most);
    }
  }

  /// The largest number of a range: whole numbers are exact up to here in every reader of JSON.
  long MAX_NUMBER = (1L << 53) - 1;

  private static void requireRange(long least, long most) {
    require(
        least >= 0 && least <= most && most <= MAX_NUMBER,
        "a range is A..B with 0 <= A <= B < 2^53, but is " + least + ".." + most);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
