package dev.spikebench.parity.compare;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.Member;
import dev.spikebench.parity.json.JsonWriter;
import dev.spikebench.parity.json.MalformedJsonException;
import dev.spikebench.parity.model.Row;
import dev.spikebench.parity.model.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The text of a row with its metadata as the contract compares it: JSON by its value (DIFF-01),
/// and not at all where its length may be counted in another way (DIFF-02).
final class RowText {
  private final Settings settings;

  RowText(Settings settings) {
    this.settings = settings;
  }

  /// @param canonical ids renamed already
  /// @param wanted the row that the model has there; null where it has none
  String of(String canonical, @Nullable Row wanted) {
    if (wanted == null || !wanted.event().metadata().json()) {
      return canonical;
    }
    try {
      return JsonReader.read(canonical) instanceof JsonObject row
          ? JsonWriter.canonical(row(row, wanted))
          : canonical;
    } catch (MalformedJsonException notJson) {
      return canonical;
    }
  }

  /// A listing, each of its rows so.
  String ofListing(String canonical, List<Row> rows) {
    try {
      if (JsonReader.read(canonical) instanceof JsonObject answer
          && answer.get("events").orElse(answer) instanceof JsonArray events) {
        JsonValue shown =
            new JsonArray(events.items().stream().map(item -> listed(item, rows)).toList());
        return JsonWriter.canonical(
            new JsonObject(
                answer.members().stream()
                    .map(m -> m.name().value().equals("events") ? new Member(m.name(), shown) : m)
                    .toList()));
      }
      return canonical;
    } catch (MalformedJsonException notJson) {
      return canonical;
    }
  }

  boolean mayDiffer(Row row) {
    return row.event().metadata().mayDiffer(row.event().received(), settings.payloadCapBytes());
  }

  private JsonValue listed(JsonValue item, List<Row> rows) {
    if (item instanceof JsonObject row) {
      Optional<Row> wanted =
          rows.stream()
              .filter(r -> row.get("id").equals(Optional.of(JsonValue.string("#" + r.ordinal()))))
              .filter(r -> r.event().metadata().json())
              .findFirst();
      return wanted.isPresent() ? row(row, wanted.get()) : row;
    }
    return item;
  }

  private JsonObject row(JsonObject row, Row wanted) {
    return new JsonObject(row.members().stream().map(m -> metadata(m, wanted)).toList());
  }

  private Member metadata(Member member, Row wanted) {
    String name = member.name().value();
    if (mayDiffer(wanted) && (name.equals("metadata") || name.equals("payload_truncated"))) {
      return new Member(member.name(), JsonValue.string("(in any spelling)"));
    }
    if (name.equals("metadata") && member.value() instanceof JsonString text) {
      return new Member(member.name(), JsonValue.string(value(text.value())));
    }
    return member;
  }

  private static String value(String metadata) {
    try {
      return JsonWriter.canonical(JsonReader.read(metadata));
    } catch (MalformedJsonException notJson) {
      return "no JSON: " + metadata;
    }
  }
}
