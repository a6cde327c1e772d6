package dev.spikebench.loadgen.workload;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One kind of event that a workload sends. Immutable.
///
/// @param weight how often it is drawn, against the sum of the weights of all kinds
/// @param fields its fields; the required ones are among them
/// @param metadata the members of its metadata, in their order
/// @param metadataBytes the size that its metadata is filled up to, in bytes of compact JSON; null
///   where it is not filled
public record EventKind(
    long weight,
    Map<EventField, ValueSource> fields,
    Map<String, ValueSource> metadata,
    @Nullable ValueSource metadataBytes) {
  /// The member of metadata that fills it up to its size.
  public static final String FILLER = "text";

  /// Largest size that metadata can be filled up to.
  public static final long MAX_METADATA_BYTES = 1 << 20;

  /// Copies the maps.
  ///
  /// @throws IllegalArgumentException if a required field is missing
  public EventKind {
    fields = Collections.unmodifiableMap(new EnumMap<>(fields));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    for (EventField field : EventField.values()) {
      if (field.required() && !fields.containsKey(field)) {
        throw new IllegalArgumentException("an event needs " + field.key());
      }
    }
  }

  /// The event of the contract's spec workload.
  public static EventKind spec() {
    Map<EventField, ValueSource> fields = new EnumMap<>(EventField.class);
    fields.put(EventField.AGENT_TYPE, new ValueSource.Fixed("claude_code"));
    fields.put(EventField.EVENT_TYPE, new ValueSource.Fixed("tool_use"));
    fields.put(EventField.TOOL_NAME, new ValueSource.Fixed("benchmark"));
    fields.put(EventField.STATUS, new ValueSource.Fixed("success"));
    fields.put(EventField.TOKENS_IN, new ValueSource.IndexRange("", 10, 34));
    fields.put(EventField.TOKENS_OUT, new ValueSource.IndexRange("", 50, 199));
    fields.put(EventField.PROJECT, new ValueSource.Fixed("bench-project"));
    fields.put(EventField.BRANCH, new ValueSource.Fixed("bench/main"));
    fields.put(EventField.DURATION_MS, new ValueSource.IndexRange("", 15, 134));
    Map<String, ValueSource> metadata = new LinkedHashMap<>();
    metadata.put("source", new ValueSource.Fixed("benchmark"));
    metadata.put("index", new ValueSource.IndexRange("", 0, Workload.MAX_EVENTS - 1));
    return new EventKind(1, fields, metadata, null);
  }

  /// The largest size that metadata is filled up to, in bytes; 0 where it is not filled.
  public long mostMetadataBytes() {
    return metadataBytes == null ? 0 : most(metadataBytes);
  }

  private static long most(ValueSource size) {
    return switch (size) {
      case ValueSource.Fixed fixed -> Long.parseLong(fixed.value());
      case ValueSource.Cycle cycle ->
          cycle.values().stream().mapToLong(Long::parseLong).max().orElse(0);
      case ValueSource.Choice choice ->
          choice.options().stream().mapToLong(option -> most(option.value())).max().orElse(0);
      case ValueSource.IndexRange range -> range.most();
      case ValueSource.DrawnRange range -> range.most();
    };
  }
}
