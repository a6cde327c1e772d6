package dev.spikebench.loadgen.definition;

import dev.spikebench.loadgen.workload.EventField;
import dev.spikebench.loadgen.workload.EventKind;
import dev.spikebench.loadgen.workload.ValueSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What values a field may take. Immutable.
///
/// @param kind texts, words or numbers
/// @param words the words it may take; empty unless it takes words
/// @param most the largest whole number
record ValueRule(EventField.Kind kind, List<String> words, long most) {
  static final ValueRule METADATA =
      new ValueRule(EventField.Kind.TEXT, List.of(), ValueSource.MAX_NUMBER);
  static final ValueRule METADATA_BYTES =
      new ValueRule(EventField.Kind.WHOLE_NUMBER, List.of(), EventKind.MAX_METADATA_BYTES);

  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,15}");
  private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,9})(\\.[0-9]{1,12})?");
  private static final double MOST_DECIMAL = 1e9;

  /// The contract's cap on texts of an event.
  private static final int MAX_TEXT_BYTES = 4_096;

  static ValueRule of(EventField field) {
    return new ValueRule(field.kind(), field.words(), ValueSource.MAX_NUMBER);
  }

  /// Whether whole numbers of a range can be its values.
  boolean takesRanges() {
    return kind == EventField.Kind.TEXT || kind == EventField.Kind.WHOLE_NUMBER;
  }

  /// What is wrong with a value; null where nothing is.
  @Nullable String problemWith(String value) {
    return switch (kind) {
      case TEXT -> problemWithText(value);
      case WORD ->
          words.contains(value) ? null : "must be one of " + String.join(", ", words) + is(value);
      case WHOLE_NUMBER ->
          WHOLE_NUMBER.matcher(value).matches() && Long.parseLong(value) <= most
              ? null
              : "must be a whole number from 0 to " + most + is(value);
      case NUMBER ->
          NUMBER.matcher(value).matches() && Double.parseDouble(value) <= MOST_DECIMAL
              ? null
              : "must be a number from 0 to 1000000000" + is(value);
    };
  }

  private static @Nullable String problemWithText(String value) {
    if (value.isBlank()) {
      return "must not be empty";
    }
    return value.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES
        ? "must be at most " + MAX_TEXT_BYTES + " bytes"
        : null;
  }

  private static String is(String value) {
    return ", is \"" + value + "\"";
  }
}
