package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonWriter;
import dev.spikebench.parity.json.MalformedJsonException;
import dev.spikebench.parity.model.EventRules.FieldError;
import dev.spikebench.parity.model.EventRules.Judgement;
import dev.spikebench.parity.model.Expected.Reading;
import dev.spikebench.parity.script.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Answers to bodies that are looked at (INGEST-01 to INGEST-04, BATCH-01 to BATCH-06).
final class Postings {
  private static final int MAX_ITEMS = 10_000;

  private final Settings settings;
  private final ModelStore store;
  private final Map<String, String> fields;

  Postings(Settings settings, ModelStore store, Map<String, String> fields) {
    this.settings = settings;
    this.store = store;
    this.fields = fields;
  }

  List<Alternative> alternatives(Request request) {
    boolean batch = request.path().endsWith("/batch");
    JsonValue body;
    try {
      body = JsonReader.readBytes(request.body());
    } catch (MalformedJsonException malformed) {
      return List.of(malformed(""));
    }
    Latitude latitude = Latitude.of(body, batch);
    if (latitude.mustBeMalformed()) {
      return List.of(malformed(latitude.difference()));
    }
    JsonValue read = latitude.replaced(body);
    Alternative way = batch ? batch(read) : single(read);
    return latitude.difference().isEmpty()
        ? List.of(way)
        : List.of(
            new Alternative(way.answer().by(latitude.difference()), way.stores()),
            malformed(latitude.difference()));
  }

  private Alternative malformed(String difference) {
    return Alternative.of(new Expected(400, Reading.ERROR, "malformed", fields, difference));
  }

  private Alternative single(JsonValue body) {
    Judgement judgement = EventRules.judge(body, settings.payloadCapBytes());
    if (judgement.event().isEmpty()) {
      return Alternative.of(json(400, invalid(judgement.errors())));
    }
    List<NewEvent> events = List.of(judgement.event().get());
    List<NewEvent> stored = store.withoutDuplicates(events);
    String counts =
        "{\"received\":%d,\"ids\":%s,\"duplicates\":%d}"
            .formatted(stored.size(), ids(stored.size()), 1 - stored.size());
    return new Alternative(json(stored.isEmpty() ? 200 : 201, counts), stored);
  }

  private Alternative batch(JsonValue body) {
    if (!(body instanceof JsonObject object
        && object.get("events").orElse(body) instanceof JsonArray items)) {
      return Alternative.of(json(400, "{\"error\":\"Expected { events: [...] }\"}"));
    }
    if (items.items().size() > MAX_ITEMS) {
      return Alternative.of(new Expected(413, Reading.ERROR, "error", fields, ""));
    }
    List<NewEvent> valid = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    for (int index = 0; index < items.items().size(); index++) {
      Judgement judgement = EventRules.judge(items.items().get(index), settings.payloadCapBytes());
      judgement.event().ifPresent(valid::add);
      if (judgement.event().isEmpty()) {
        rejected.add(rejected(index, judgement.errors()));
      }
    }
    List<NewEvent> stored = store.withoutDuplicates(valid);
    String answer =
        "{\"received\":%d,\"ids\":%s,\"duplicates\":%d,\"rejected\":[%s]}"
            .formatted(
                stored.size(),
                ids(stored.size()),
                valid.size() - stored.size(),
                String.join(",", rejected));
    return new Alternative(json(201, answer), stored);
  }

  private Expected json(int status, String text) {
    try {
      String canonical = JsonWriter.canonical(JsonReader.read(text));
      return new Expected(status, Reading.JSON, canonical, fields, "");
    } catch (MalformedJsonException impossible) {
      throw new IllegalStateException(text, impossible);
    }
  }

  private String ids(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("\"#" + (store.nextOrdinal() + i) + "\"");
    }
    return "[" + String.join(",", ids) + "]";
  }

  private static String invalid(List<FieldError> errors) {
    List<String> details = new ArrayList<>();
    for (FieldError error : errors) {
      details.add(
          "{\"field\":\"%s\",\"message\":\"%s\"}".formatted(error.field(), error.message()));
    }
    return "{\"error\":\"Invalid event payload\",\"details\":[" + String.join(",", details) + "]}";
  }

  private static String rejected(int index, List<FieldError> errors) {
    List<String> texts = new ArrayList<>();
    for (FieldError error : errors) {
      texts.add("\"" + error.field() + ": " + error.message() + "\"");
    }
    return "{\"index\":%d,\"errors\":[%s]}".formatted(index, String.join(",", texts));
  }
}
