package dev.spikebench.parity.compare;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonWriter;
import dev.spikebench.parity.json.MalformedJsonException;
import dev.spikebench.parity.model.Expected;
import dev.spikebench.parity.model.Row;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.observe.Answer;
import dev.spikebench.parity.observe.Answer.Outcome;
import dev.spikebench.parity.observe.StepTrace;
import dev.spikebench.parity.observe.Trace;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One backend's run of a scenario as facets, and the contract's word on each of them.
///
/// @param seen what the backend did
/// @param contract what it ought to have done, led along it
public record Reading(Trace trace, Facets seen, Facets contract) {

  /// Reads a trace.
  public static Reading of(Settings settings, Trace trace) {
    return new Builder(settings, trace).build();
  }

  /// Whether the backend did what the contract says or permits at that place.
  public boolean isAccepted(FacetKey key) {
    FacetValue own = seen.values().get(key);
    FacetValue wanted = contract.values().get(key);
    return own != null && wanted != null && FacetEquality.same(key.facet(), own, wanted);
  }

  /// Builds both sides; one use.
  private static final class Builder {
    private final RowText rowText;
    private final Trace trace;
    private final Reference reference;
    private final AnswerReader reader;
    private final SortedMap<FacetKey, FacetValue> seen = new TreeMap<>();
    private final SortedMap<FacetKey, FacetValue> contract = new TreeMap<>();
    private final SortedMap<FacetKey, String> differences = new TreeMap<>();

    Builder(Settings settings, Trace trace) {
      this.rowText = new RowText(settings);
      this.trace = trace;
      this.reference = Reference.along(settings, trace);
      this.reader = new AnswerReader(reference.names(), trace);
    }

    Reading build() {
      for (int step = 0; step < trace.steps().size(); step++) {
        StepTrace done = trace.steps().get(step);
        if (done.step() instanceof Step.Race) {
          race(step, done.answers(), reference.answers().get(step));
        } else if (!done.answers().isEmpty()) {
          answer(step, done.answers().getFirst(), reference.answers().get(step).getFirst());
        }
      }
      rows();
      stats();
      streams();
      return new Reading(trace, new Facets(seen, differences), new Facets(contract, differences));
    }

    private void answer(int step, Answer answer, Expected expected) {
      boolean free = expected.reading() == Expected.Reading.ANYTHING;
      String how = answer.outcome().name().toLowerCase(Locale.ROOT);
      boolean hangs = answer.outcome() == Outcome.HANG;
      put(Facet.CONNECTION, step, 0, free && !hangs ? "free" : how, free ? "free" : "answered");
      String status = Integer.toString(answer.status());
      put(Facet.STATUS, step, 0, free ? "free" : status, free ? "free" : expected.status() + "");
      if (!expected.difference().isEmpty()) {
        differences.put(new FacetKey(Facet.STATUS, step, 0), expected.difference());
      }
      if (!free && answer.status() == expected.status()) {
        put(
            Facet.HEADERS,
            step,
            0,
            renamed(reader.fields(expected, answer)),
            renamed(AnswerReader.lines(expected.fields())));
        FacetKey key = new FacetKey(Facet.BODY, step, 0);
        FacetValue body = reader.body(expected, answer);
        List<Row> rows = reference.rows();
        String own = rowText.ofListing(body.normal(), rows);
        seen.put(key, new FacetValue(renamed(own), body.raw()));
        contract.put(key, FacetValue.of(renamed(rowText.ofListing(expected.body(), rows))));
      }
    }

    /// Which of the copies came first is nobody's business.
    private void race(int step, List<Answer> answers, List<Expected> expected) {
      List<String> own = new ArrayList<>();
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        Answer answer = answers.get(i);
        own.add(answer.status() + " " + reader.body(expected.get(i), answer).normal());
        wanted.add(expected.get(i).status() + " " + expected.get(i).body());
      }
      put(Facet.BODY, step, 0, unordered(own), unordered(wanted));
      expected.stream()
          .map(Expected::difference)
          .filter(difference -> !difference.isEmpty())
          .forEach(d -> differences.put(new FacetKey(Facet.BODY, step, 0), d));
    }

    private String unordered(List<String> answers) {
      return renamed(
          String.join(
              "\n", answers.stream().map(a -> a.replaceAll("#\\d+", "#")).sorted().toList()));
    }

    private void rows() {
      List<Row> wanted = reference.rows();
      List<JsonObject> own = reference.names().rows();
      for (int i = 0; i < Math.max(wanted.size(), own.size()); i++) {
        FacetKey key = new FacetKey(Facet.ROW, FacetKey.AFTER, i);
        String raw = i < own.size() ? JsonWriter.compact(own.get(i)) : "";
        String normal =
            i < own.size() ? rowText.of(reader.renamed(bytes(raw)), rowAt(i)) : "no row";
        seen.put(key, new FacetValue(renamed(normal), renamed(raw)));
        String expected =
            i < wanted.size()
                ? rowText.of(JsonWriter.canonical(wanted.get(i).json()), wanted.get(i))
                : "no row";
        contract.put(key, FacetValue.of(renamed(expected)));
        if (i < wanted.size() && rowText.mayDiffer(wanted.get(i))) {
          differences.put(key, "DIFF-02");
        }
      }
    }

    private @Nullable Row rowAt(int index) {
      return index < reference.rows().size() ? reference.rows().get(index) : null;
    }

    private void stats() {
      trace
          .stats()
          .forEach(
              (agentType, answer) -> {
                FacetKey key = new FacetKey(Facet.STATS, FacetKey.AFTER, 0);
                seen.put(
                    key,
                    new FacetValue(renamed(reader.stats(answer.body())), renamed(answer.body())));
                String wanted = JsonWriter.canonical(reference.model().stats(agentType));
                contract.put(key, FacetValue.of(renamed(wanted)));
              });
    }

    private void streams() {
      stream(0, trace.stream(), reference.rows());
      for (int i = 0; i < reference.listeners().size(); i++) {
        Reference.Listener listener = reference.listeners().get(i);
        List<Row> passing =
            reference.rows().stream()
                .skip(listener.rowsBefore())
                .filter(row -> Subscriptions.passes(listener.query(), row))
                .toList();
        List<String> heard =
            i < trace.subscribers().size() ? trace.subscribers().get(i) : List.of();
        stream(i + 1, heard, passing);
      }
    }

    private void stream(int place, List<String> heard, List<Row> wanted) {
      List<String> own = new ArrayList<>();
      for (int i = 0; i < heard.size(); i++) {
        own.add(message(heard.get(i), i < wanted.size() ? wanted.get(i) : null));
      }
      List<String> expected =
          wanted.stream()
              .map(row -> "event " + rowText.of(JsonWriter.canonical(row.json()), row))
              .toList();
      put(
          Facet.STREAM,
          FacetKey.AFTER,
          place,
          renamed(String.join("\n", own)),
          renamed(String.join("\n", expected)));
    }

    private String message(String data, @Nullable Row wanted) {
      try {
        if (JsonReader.read(data) instanceof JsonObject message
            && message.get("type").equals(Optional.of(JsonValue.string("event")))
            && message.effective().size() == 2
            && message.get("payload").orElse(message) instanceof JsonObject payload) {
          return "event " + rowText.of(reader.renamed(bytes(JsonWriter.compact(payload))), wanted);
        }
        return "other " + data;
      } catch (MalformedJsonException notJson) {
        return "no JSON: " + data;
      }
    }

    private void put(Facet facet, int step, int place, String own, String wanted) {
      FacetKey key = new FacetKey(facet, step, place);
      seen.put(key, FacetValue.of(own));
      contract.put(key, FacetValue.of(wanted));
    }

    private String renamed(String text) {
      return text.replace(trace.nonce(), Scenario.NONCE);
    }

    private static String bytes(String text) {
      return Request.bytes(text);
    }
  }
}
