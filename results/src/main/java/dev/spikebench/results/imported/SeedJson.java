package dev.spikebench.results.imported;

import dev.spikebench.results.json.PlainJson;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.OperatingSystem;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.Storage;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.model.WorkloadParameters;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes over a `benchmark-results.json` as the first study's own runner wrote it: an object for
/// each backend with single figures (`startupMs`, `idleRssKb`, `throughputEventsPerSec`, …). What
/// it does not say stays null with a reason; what this tool has no place for is named in the notes.
public final class SeedJson {

  private static final String NOT_NAMED = "the source does not name it";
  private static final String SINGLE_FIGURE = "a single figure without iterations";
  private static final String SOAK_SAMPLES = "soakRssSamples";
  private static final double BYTES_PER_KB = 1024;

  private static final Map<String, SummaryKey> FIGURES =
      Map.of(
          "startupMs", SummaryKey.STARTUP_MS,
          "idleRssKb", SummaryKey.IDLE_RSS_BYTES,
          "peakRssKb", SummaryKey.PEAK_RSS_BYTES,
          "throughputEventsPerSec", SummaryKey.EVENTS_PER_SECOND,
          "latencyP50Ms", SummaryKey.LATENCY_P50_MS,
          "latencyP95Ms", SummaryKey.LATENCY_P95_MS,
          "latencyP99Ms", SummaryKey.LATENCY_P99_MS,
          "failedRequests", SummaryKey.FAILED_REQUESTS);

  private final String place;
  private final String text;
  private final List<String> notes = new ArrayList<>();

  private SeedJson(String place, String text) {
    this.place = place;
    this.text = text;
  }

  /// Reads a file.
  ///
  /// @param measuredOn the day it was measured on, which the file does not name
  /// @throws ImportException naming the place, when it lacks what the layout needs
  /// @throws dev.spikebench.results.json.ResultFileException when it cannot be read or is no JSON
  public static BenchmarkResults read(Path file, LocalDate measuredOn) {
    return parse(file.toString(), PlainJson.read(file), measuredOn);
  }

  /// Reads text; `place` names it in messages.
  ///
  /// @throws ImportException naming the place, when it lacks what the layout needs
  /// @throws dev.spikebench.results.json.ResultFileException when it is no JSON
  public static BenchmarkResults parse(String place, String text, LocalDate measuredOn) {
    return new SeedJson(place, text).results(measuredOn);
  }

  private BenchmarkResults results(LocalDate measuredOn) {
    List<BackendSummary> backends = backends(PlainJson.parse(place, text));
    notes.add("The file does not name its load; that of the first study is taken.");
    return ImportedRun.of(
        measuredOn,
        "benchmark-results.json of the first study's runner",
        text,
        notes,
        environment(),
        new WorkloadParameters(
            "spec", 20_000, 40, 50, 500, null, false, null, "closed", 0, null, null, null),
        backends);
  }

  private List<BackendSummary> backends(Object document) {
    List<BackendSummary> backends = new ArrayList<>();
    members(document)
        .forEach(
            (name, value) -> {
              if (value instanceof Map<?, ?> figures
                  && figures.keySet().stream().anyMatch(FIGURES::containsKey)) {
                backends.add(backend(name, figures));
              } else {
                notes.add("Not taken over: " + name + ".");
              }
            });
    if (backends.isEmpty()) {
      throw new ImportException(
          "%s: no member is an object with figures like startupMs or throughputEventsPerSec; is it the first study's layout?"
              .formatted(place));
    }
    return backends;
  }

  /// The members by name, of an object as of a list whose objects name themselves.
  private Map<String, Object> members(Object document) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (document instanceof Map<?, ?> object) {
      object.forEach((name, value) -> members.put(String.valueOf(name), value));
    } else if (document instanceof List<?> list) {
      for (int index = 0; index < list.size(); index++) {
        Object value = list.get(index);
        Object name = value instanceof Map<?, ?> object ? object.get("backend") : null;
        members.put(name == null ? "/" + index : String.valueOf(name), value);
      }
    }
    return members;
  }

  private BackendSummary backend(String name, Map<?, ?> figures) {
    Map<String, SummaryMetric> metrics = new TreeMap<>();
    for (SummaryKey key : SummaryKey.values()) {
      metrics.put(key.key(), SummaryMetric.unavailable(0, "the source has no such figure"));
    }
    Set<String> others = new LinkedHashSet<>();
    figures.forEach(
        (field, value) -> {
          SummaryKey key = FIGURES.get(String.valueOf(field));
          if (key != null && value != null) {
            metrics.put(key.key(), metric(name + "/" + field, key, value));
          } else if (SOAK_SAMPLES.equals(field)) {
            soak(name, value);
          } else if (key == null && !"backend".equals(field)) {
            others.add(String.valueOf(field));
          }
        });
    if (!others.isEmpty()) {
      notes.add("Not taken over of " + name + ": " + String.join(", ", others) + ".");
    }
    String id = id(name);
    return new BackendSummary(
        id,
        name,
        id.equals("rust-axum") ? "Rust" : id.equals("node-express") ? "TypeScript" : "unknown",
        ImportedRun.NOT_STATED,
        true,
        null,
        true,
        List.of(),
        0,
        0,
        new ParityCount(0, 0, 0),
        metrics,
        null,
        Fact.unavailable(NOT_NAMED),
        null,
        null);
  }

  private SummaryMetric metric(String field, SummaryKey key, Object value) {
    double number = number("/" + field, value);
    boolean kilobytes = key == SummaryKey.IDLE_RSS_BYTES || key == SummaryKey.PEAK_RSS_BYTES;
    return SummaryMetric.withoutInterval(
        kilobytes ? number * BYTES_PER_KB : number, 1, SINGLE_FIGURE);
  }

  private double number(String pointer, @Nullable Object value) {
    if (value instanceof Number number
        && Double.isFinite(number.doubleValue())
        && number.doubleValue() >= 0) {
      return number.doubleValue();
    }
    throw new ImportException(
        "%s: %s must be a number from 0, but is %s".formatted(place, pointer, value));
  }

  private void soak(String name, @Nullable Object value) {
    if (!(value instanceof List<?> samples)) {
      throw new ImportException(
          "%s: /%s/%s must be a list, but is %s".formatted(place, name, SOAK_SAMPLES, value));
    }
    if (!samples.isEmpty()) {
      notes.add(
          "%s has %s samples of resident memory from a soak, which are not taken over."
              .formatted(name, samples.size()));
    }
  }

  private String id(String name) {
    return switch (name) {
      case "typescript", "ts", "node", "nodejs" -> "node-express";
      case "rust" -> "rust-axum";
      case "java" -> "java-undertow";
      default -> checkedId(name);
    };
  }

  private String checkedId(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new ImportException(
          "%s: the backend's name must be letters, digits, '.', '_' and '-', but is %s"
              .formatted(place, name));
    }
    return name;
  }

  private static Environment environment() {
    Fact fact = Fact.unavailable(NOT_NAMED);
    Measurement none = Measurement.unavailable(NOT_NAMED);
    return Environment.of(
        new Hardware(fact, fact, none, none, none),
        new OperatingSystem(fact, fact, fact, fact, fact),
        new Storage(fact, null, none),
        new SourceState(fact, null),
        List.of(),
        List.of());
  }
}
