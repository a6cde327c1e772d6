package dev.spikebench.results.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checks that the records of this package share. Each throws an [IllegalArgumentException]
/// that names the field and the value.
final class Checks {

  /// The greatest whole number that every JSON reader keeps exactly (RFC 8259, section 6).
  static final long MAX_EXACT_INTEGER = (1L << 53) - 1;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private Checks() {}

  static String id(String field, @Nullable String value) {
    String text = text(field, value);
    if (!ID.matcher(text).matches()) {
      throw bad(field, value, "letters, digits, '.', '_' and '-', at most 100 of them");
    }
    return text;
  }

  static String text(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw bad(field, value, "a non-empty text");
    }
    return value;
  }

  static @Nullable String optionalText(String field, @Nullable String value) {
    return value == null ? null : text(field, value);
  }

  static String sha256(String field, @Nullable String value) {
    if (value == null || !SHA_256.matcher(value).matches()) {
      throw bad(field, value, "64 lower-case hexadecimal digits");
    }
    return value;
  }

  static void atLeast(String field, long minimum, long value) {
    if (value < minimum || value > MAX_EXACT_INTEGER) {
      throw bad(field, value, "from " + minimum + " to " + MAX_EXACT_INTEGER);
    }
  }

  static void atLeast(String field, long minimum, @Nullable Integer value) {
    if (value != null) {
      atLeast(field, minimum, value.longValue());
    }
  }

  static void atLeast(String field, long minimum, @Nullable Long value) {
    if (value != null) {
      atLeast(field, minimum, value.longValue());
    }
  }

  static void finite(String field, @Nullable Double value) {
    if (value != null && !Double.isFinite(value)) {
      throw bad(field, value, "a finite number");
    }
  }

  static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw bad(field, null, "present");
    }
    return value;
  }

  static <T> List<T> list(String field, @Nullable List<? extends T> values) {
    List<T> copy = new ArrayList<>(present(field, values));
    for (int index = 0; index < copy.size(); index++) {
      present(field + "[" + index + "]", copy.get(index));
    }
    return Collections.unmodifiableList(copy);
  }

  static List<String> texts(String field, @Nullable List<String> values) {
    List<String> copy = list(field, values);
    for (int index = 0; index < copy.size(); index++) {
      text(field + "[" + index + "]", copy.get(index));
    }
    return copy;
  }

  /// A sorted, unmodifiable copy, so that a map is written in the same order whoever filled it.
  static <V> SortedMap<String, V> map(String field, @Nullable Map<String, ? extends V> values) {
    SortedMap<String, V> copy = new TreeMap<>();
    present(field, values).forEach((key, value) -> copy.put(id(field, key), present(field, value)));
    return Collections.unmodifiableSortedMap(copy);
  }

  static IllegalArgumentException bad(String field, @Nullable Object value, String wanted) {
    return new IllegalArgumentException(
        field + " must be " + wanted + ", but is " + Objects.toString(value, "missing"));
  }
}
