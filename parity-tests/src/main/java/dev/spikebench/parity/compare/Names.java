package dev.spikebench.parity.compare;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.MalformedJsonException;
import dev.spikebench.parity.observe.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows that a scenario left at one backend, and the one-to-one map from their ids to `#1`,
/// `#2` … in the order of storage.
///
/// @param rows oldest first; without the harness's own
record Names(List<JsonObject> rows, Map<Long, String> byId) {
  private static final JsonValue FENCE = JsonValue.string("fence");

  Names {
    rows = List.copyOf(rows);
    byId = Map.copyOf(byId);
  }

  static Names of(Trace trace) {
    List<JsonObject> rows = new ArrayList<>();
    for (JsonValue item : trace.rows().stream().flatMap(a -> listed(a.body()).stream()).toList()) {
      if (item instanceof JsonObject row
          && id(row) > trace.firstId()
          && !row.get("session_id").equals(Optional.of(FENCE))) {
        rows.add(row);
      }
    }
    Collections.reverse(rows);
    Map<Long, String> byId = new HashMap<>();
    rows.forEach(row -> byId.putIfAbsent(id(row), "#" + (byId.size() + 1)));
    return new Names(rows, byId);
  }

  /// The name of an id; an id that no row has keeps its digits.
  String of(JsonNumber id) {
    String name = byId.get((long) id.value());
    return name == null ? "id " + id.spelling() + " of no row" : name;
  }

  private static List<JsonValue> listed(String body) {
    try {
      return JsonReader.readBytes(body) instanceof JsonObject answer
              && answer.get("events").orElse(answer) instanceof JsonArray rows
          ? rows.items()
          : List.of();
    } catch (MalformedJsonException notJson) {
      return List.of();
    }
  }

  private static long id(JsonObject row) {
    return row.get("id").orElse(FENCE) instanceof JsonNumber id ? (long) id.value() : 0;
  }
}
