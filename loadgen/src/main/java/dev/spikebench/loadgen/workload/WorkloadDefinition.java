package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A workload with every value spelled out, in the keys and the order of workload files.
/// Thread-safe: no state.
public final class WorkloadDefinition {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What all kinds of events have in common.
  private record Shared(Map<EventField, ValueSource> fields, Map<String, ValueSource> metadata) {
    static final Shared NOTHING = new Shared(Map.of(), Map.of());

    static Shared of(List<EventKind> kinds) {
      EventKind first = kinds.getFirst();
      Map<EventField, ValueSource> fields = new EnumMap<>(EventField.class);
      fields.putAll(first.fields());
      fields
          .entrySet()
          .removeIf(
              entry ->
                  !kinds.stream()
                      .allMatch(
                          kind -> entry.getValue().equals(kind.fields().get(entry.getKey()))));
      return new Shared(fields, leadingMetadata(kinds));
    }

    /// The members that come first in all kinds: members that are shared precede the others when
    /// they are read, so that no other may be said once for all.
    private static Map<String, ValueSource> leadingMetadata(List<EventKind> kinds) {
      Map<String, ValueSource> leading = new LinkedHashMap<>();
      int place = 0;
      for (Map.Entry<String, ValueSource> member : kinds.getFirst().metadata().entrySet()) {
        int at = place++;
        if (!kinds.stream().allMatch(kind -> member.equals(memberAt(kind, at)))) {
          break;
        }
        leading.put(member.getKey(), member.getValue());
      }
      return leading;
    }

    private static Map.@Nullable Entry<String, ValueSource> memberAt(EventKind kind, int place) {
      return kind.metadata().entrySet().stream().skip(place).findFirst().orElse(null);
    }
  }

  private WorkloadDefinition() {}

  /// The whole definition: maps, lists, texts, numbers and booleans.
  public static Map<String, Object> of(Workload workload) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", workload.id());
    document.put("question", workload.question());
    putContent(document, workload);
    return document;
  }

  /// SHA-256, in hexadecimal digits, of all that decides what is sent and when: everything but name
  /// and question. Two runs with one hash and one seed sent the same bytes but for nonce and
  /// instant.
  public static String sha256(Workload workload) {
    Map<String, Object> content = new LinkedHashMap<>();
    putContent(content, workload);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(JSON.writeValueAsBytes(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps of plain values are always JSON.", e);
    }
  }

  private static void putContent(Map<String, Object> document, Workload workload) {
    document.put("load", load(workload));
    CustomRequest request = workload.request();
    if (request != null) {
      document.put("request", request.document());
      return;
    }
    document.put("eventIds", workload.ids().text());
    document.put("duplicateShare", workload.duplicateShare());
    document.put("sessions", workload.sessions());
    if (workload.kinds().size() == 1) {
      putKind(document, workload.kinds().getFirst(), Shared.NOTHING);
    } else {
      putKinds(document, workload.kinds());
    }
  }

  /// What all kinds share is said once, as a person would.
  private static void putKinds(Map<String, Object> document, List<EventKind> kinds) {
    Shared shared = Shared.of(kinds);
    if (!shared.fields().isEmpty() || !shared.metadata().isEmpty()) {
      document.put("event", event(shared.fields(), shared.metadata()));
    }
    List<Map<String, Object>> list = new ArrayList<>();
    for (EventKind kind : kinds) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("weight", kind.weight());
      putKind(values, kind, shared);
      list.add(values);
    }
    document.put("kinds", list);
  }

  private static Map<String, Object> load(Workload workload) {
    Map<String, Object> load = new LinkedHashMap<>();
    load.put("mode", workload.mode().text());
    if (workload.mode() instanceof LoadMode.OpenLoop(ArrivalRate rate, Arrivals arrivals)) {
      load.put("rate", rate.text());
      load.put("arrivals", arrivals.text());
    }
    load.put("concurrency", workload.concurrency());
    load.put("events", workload.events());
    load.put("warmupEvents", workload.warmupEvents());
    load.put("batchSize", workload.batchSize());
    load.put("single", workload.single());
    return load;
  }

  private static void putKind(Map<String, Object> document, EventKind kind, Shared shared) {
    Map<EventField, ValueSource> fields = new EnumMap<>(EventField.class);
    fields.putAll(kind.fields());
    fields.keySet().removeAll(shared.fields().keySet());
    Map<String, ValueSource> metadata = new LinkedHashMap<>(kind.metadata());
    metadata.keySet().removeAll(shared.metadata().keySet());
    if (!fields.isEmpty() || !metadata.isEmpty()) {
      document.put("event", event(fields, metadata));
    }
    ValueSource size = kind.metadataBytes();
    if (size != null) {
      document.put("metadataBytes", source(size));
    }
  }

  private static Map<String, Object> event(
      Map<EventField, ValueSource> fields, Map<String, ValueSource> metadata) {
    Map<String, Object> event = new LinkedHashMap<>();
    fields.forEach((field, source) -> event.put(field.key(), source(source)));
    if (!metadata.isEmpty()) {
      Map<String, Object> members = new LinkedHashMap<>();
      metadata.forEach((name, source) -> members.put(name, source(source)));
      event.put("metadata", members);
    }
    return event;
  }

  private static Object source(ValueSource source) {
    return switch (source) {
      case ValueSource.Fixed fixed -> fixed.value();
      case ValueSource.Cycle cycle -> Map.of("cycle", cycle.values());
      case ValueSource.Choice choice -> Map.of("choice", choice(choice));
      case ValueSource.IndexRange range ->
          range("range", range.prefix(), range.least(), range.most());
      case ValueSource.DrawnRange range ->
          range("random", range.prefix(), range.least(), range.most());
    };
  }

  private static Map<String, Long> choice(ValueSource.Choice choice) {
    Map<String, Long> weights = new LinkedHashMap<>();
    for (ValueSource.Option option : choice.options()) {
      String value =
          switch (option.value()) {
            case ValueSource.Fixed fixed -> fixed.value();
            case ValueSource.DrawnRange range -> span(range.least(), range.most());
            case ValueSource.Cycle _, ValueSource.Choice _, ValueSource.IndexRange _ ->
                throw new IllegalStateException("A choice does not nest.");
          };
      weights.put(value, option.weight());
    }
    return weights;
  }

  private static Map<String, Object> range(String key, String prefix, long least, long most) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (!prefix.isEmpty()) {
      values.put("prefix", prefix);
    }
    values.put(key, span(least, most));
    return values;
  }

  private static String span(long least, long most) {
    return least + ".." + most;
  }
}
