package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.MappingReader;
import dev.spikebench.backends.yaml.YamlNode;
import dev.spikebench.loadgen.workload.EventField;
import dev.spikebench.loadgen.workload.EventKind;
import dev.spikebench.loadgen.workload.ValueSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what events look like: the fields that all have, and those of each kind. Thread-safe: no
/// state.
final class EventKindReader {
  private static final List<String> KIND_KEYS = List.of("weight", "event", "metadataBytes");
  private static final List<String> EVENT_KEYS =
      Stream.concat(EventField.keys().stream(), Stream.of("metadata")).toList();

  /// Fields and metadata of an event as far as they are known.
  private record Draft(
      Map<EventField, ValueSource> fields,
      Map<String, ValueSource> metadata,
      @Nullable ValueSource metadataBytes) {
    static Draft empty() {
      return new Draft(new EnumMap<>(EventField.class), new LinkedHashMap<>(), null);
    }

    /// The same with the other's values added, or in the place of these.
    Draft with(Draft other) {
      Draft merged = empty();
      merged.fields.putAll(fields);
      merged.fields.putAll(other.fields);
      merged.metadata.putAll(metadata);
      merged.metadata.putAll(other.metadata);
      return new Draft(
          merged.fields,
          merged.metadata,
          other.metadataBytes == null ? metadataBytes : other.metadataBytes);
    }
  }

  private EventKindReader() {}

  static List<EventKind> read(MappingReader top) {
    Draft common = draft(top);
    if (top.node("kinds") == null) {
      Draft whole = top.node("event") == null ? specWith(common) : common;
      return List.of(kind(1, whole, top));
    }
    List<EventKind> kinds =
        top.mappings(
            "kinds",
            KIND_KEYS,
            reader -> {
              Long weight = reader.optionalWhole("weight", 1, ValueSource.Option.MAX_WEIGHT);
              return kind(weight == null ? 1 : weight, common.with(draft(reader)), reader);
            });
    if (kinds.isEmpty()) {
      top.problem("kinds", "must name at least one kind of event, or be left out");
    }
    return kinds;
  }

  private static Draft specWith(Draft common) {
    EventKind spec = EventKind.spec();
    return new Draft(spec.fields(), spec.metadata(), null).with(common);
  }

  /// What a kind lacks is noted; the values that stand in keep the record from refusing it.
  private static EventKind kind(long weight, Draft draft, MappingReader reader) {
    Map<EventField, ValueSource> fields = new EnumMap<>(EventField.class);
    fields.putAll(draft.fields);
    for (EventField field : EventField.values()) {
      if (field.required() && !fields.containsKey(field)) {
        reader.problem("event", "lacks " + field.key() + ", which every event must have");
        fields.put(field, new ValueSource.Fixed("missing"));
      }
    }
    if (draft.metadataBytes != null && draft.metadata.containsKey(EventKind.FILLER)) {
      reader.problem(
          "metadataBytes",
          "fills the member \"" + EventKind.FILLER + "\", which metadata gives a value already");
    }
    return new EventKind(weight, fields, draft.metadata, draft.metadataBytes);
  }

  private static Draft draft(MappingReader reader) {
    MappingReader event = reader.child("event", false, EVENT_KEYS);
    Draft draft = Draft.empty();
    for (EventField field : EventField.values()) {
      YamlNode node = event.node(field.key());
      if (node != null) {
        ValueSource source =
            new ValueSourceReader(event, ValueRule.of(field)).read(node, event.at(field.key()));
        draft.fields.put(field, source);
      }
    }
    metadata(event, draft.metadata);
    YamlNode bytes = reader.node("metadataBytes");
    return bytes == null
        ? draft
        : new Draft(
            draft.fields,
            draft.metadata,
            new ValueSourceReader(reader, ValueRule.METADATA_BYTES)
                .read(bytes, reader.at("metadataBytes")));
  }

  private static void metadata(MappingReader event, Map<String, ValueSource> metadata) {
    YamlNode node = event.node("metadata");
    if (node == null) {
      return;
    }
    if (!(node instanceof YamlNode.Mapping(var entries, _))) {
      event.problem("metadata", "must be keys with values, is " + node.kind());
      return;
    }
    ValueSourceReader reader = new ValueSourceReader(event, ValueRule.METADATA);
    entries.forEach(
        (name, entry) ->
            metadata.put(
                Objects.requireNonNull(name),
                reader.read(entry.value(), event.at("metadata") + "." + name)));
  }
}
