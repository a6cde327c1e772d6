package dev.spikebench.results.imported;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.model.WorkloadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes over a report in the layout of the first study (`seed-2026-02-25.md`): a Markdown page
/// with an environment, workload parameters and one table of results. Its table is the only source
/// of figures; what it does not say stays null with a reason. The same page always gives the same
/// result.
public final class SeedReport {

  private static final String ENVIRONMENT = "Environment";
  private static final String WORKLOAD = "Workload Parameters";
  private static final String RESULTS = "Results";
  private static final String SINGLE_FIGURE = "a single published figure without iterations";

  private static final Pattern PARITY = Pattern.compile("([0-9]+)/([0-9]+) pass");
  private static final Pattern SIZE_NOTE = Pattern.compile("[^(]*\\((.+)\\)");

  private final String place;
  private final MarkdownPage page;
  private final String text;

  private SeedReport(String place, String text) {
    this.place = place;
    this.text = text;
    this.page = MarkdownPage.parse(place, text);
  }

  /// Reads a page from a file.
  ///
  /// @throws ImportException when it cannot be read or lacks what the layout needs
  public static BenchmarkResults read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ImportException("cannot read " + file + ": " + e, e);
    }
  }

  /// Reads a page from text; `place` names it in messages.
  ///
  /// @throws ImportException when it lacks what the layout needs
  public static BenchmarkResults parse(String place, String text) {
    return new SeedReport(place, text).results();
  }

  private BenchmarkResults results() {
    return ImportedRun.of(
        date(),
        page.frontMatter("topic") + ", " + page.frontMatter("stage"),
        text,
        notes(),
        environment(),
        workload(),
        backends());
  }

  private LocalDate date() {
    try {
      return LocalDate.parse(page.frontMatter("date"));
    } catch (DateTimeException e) {
      throw new ImportException(place + ": date must be YYYY-MM-DD", e);
    }
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (String note : page.bullets("Caveats")) {
      notes.add(note.endsWith(".") ? note : note + ".");
    }
    notes.add("The source does not say how many bytes an MB has; 1,048,576 are taken.");
    return notes;
  }

  private Environment environment() {
    return SeedEnvironment.of(place, page, ENVIRONMENT);
  }

  private WorkloadParameters workload() {
    boolean single = page.row(WORKLOAD, "Mode").getFirst().startsWith("single");
    return new WorkloadParameters(
        "spec",
        whole("Total events"),
        Math.toIntExact(whole("Concurrency")),
        Math.toIntExact(whole("Batch size")),
        whole("Warmup events"),
        null,
        single,
        null,
        "closed",
        0,
        null,
        null,
        null);
  }

  private long whole(String label) {
    return Math.round(
        PublishedFigure.parse(place, label, "", page.row(WORKLOAD, label).getFirst()).value());
  }

  private List<BackendSummary> backends() {
    List<BackendSummary> backends = new ArrayList<>();
    List<String> columns = page.columns(RESULTS);
    for (int column = 0; column < columns.size(); column++) {
      if (!columns.get(column).equals("Delta")) {
        backends.add(backend(columns.get(column), column));
      }
    }
    return backends;
  }

  private BackendSummary backend(String name, int column) {
    SeedBackend known = SeedBackend.of(place, name);
    Map<String, SummaryMetric> metrics = new TreeMap<>();
    for (SummaryKey key : SummaryKey.values()) {
      metrics.put(key.key(), metric(key, column));
    }
    return new BackendSummary(
        known.id(),
        name,
        known.language(),
        known.framework(),
        true,
        null,
        true,
        List.of(),
        0,
        0,
        parity(column),
        metrics,
        null,
        Fact.unavailable("the source does not name it"),
        sizeNote(column),
        null);
  }

  private SummaryMetric metric(SummaryKey key, int column) {
    String label =
        switch (key) {
          case STARTUP_MS -> "Startup time";
          case IDLE_RSS_BYTES -> "Idle RSS";
          case PEAK_RSS_BYTES -> "Peak RSS (under load)";
          case EVENTS_PER_SECOND -> "Throughput";
          case LATENCY_P50_MS -> "Latency p50";
          case LATENCY_P95_MS -> "Latency p95";
          case LATENCY_P99_MS -> "Latency p99";
          case FAILED_REQUESTS -> "Failed requests";
          case RUNTIME_SIZE_BYTES -> "Runtime size";
          case INSTALLED_SIZE_BYTES, CPU_NS_PER_EVENT -> "";
        };
    if (label.isEmpty()) {
      return SummaryMetric.unavailable(0, "the source has no such figure");
    }
    String cell = page.row(RESULTS, label).get(column);
    return PublishedFigure.isMissing(cell)
        ? SummaryMetric.unavailable(0, "the source gives no figure")
        : SummaryMetric.withoutInterval(
            PublishedFigure.parse(place, label, PublishedFigure.unit(key), cell).inUnitOf(key),
            1,
            SINGLE_FIGURE);
  }

  private ParityCount parity(int column) {
    String cell = page.row(RESULTS, "Parity tests").get(column);
    Matcher counts = PARITY.matcher(cell);
    if (!counts.matches()) {
      throw new ImportException(place + ": Parity tests must read like 18/18 pass, but is " + cell);
    }
    int passed = Integer.parseInt(counts.group(1));
    return new ParityCount(passed, Integer.parseInt(counts.group(2)) - passed, 0);
  }

  private @Nullable String sizeNote(int column) {
    Matcher note = SIZE_NOTE.matcher(page.row(RESULTS, "Runtime size").get(column));
    return note.matches() ? note.group(1) : null;
  }
}
