package dev.spikebench.results;

import dev.spikebench.results.design.BalancedOrder;
import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.RawRates;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyDesign;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/// Studies with effects that are known because they were put in: a backend's rate times the
/// strategy's times the synchronous level's, with noise from a fixed seed. Each change returns the
/// scenario, so that a test says what differs.
public final class StudyScenarios {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
  private static final long SEED = 42;

  private final Map<String, Double> rates = new HashMap<>();
  private final Map<String, Double> memory = new HashMap<>();
  private final List<StudyFactor> factors = new ArrayList<>();
  private final Set<String> missing = new TreeSet<>();
  private final Map<String, Double> rawRates = new HashMap<>();
  private int rounds = 7;
  private double noise = 0.02;

  private StudyScenarios(List<String> backends) {
    rates.put("node-express", 8_000.0);
    rates.put("rust-axum", 10_000.0);
    rates.put("java-undertow", 7_000.0);
    rates.put("per-event", 1.0);
    rates.put("group", 6.0);
    rates.put("NORMAL", 1.0);
    rates.put("FULL", 0.5);
    memory.put("node-express", 100e6);
    memory.put("rust-axum", 8e6);
    memory.put("java-undertow", 90e6);
    factors.add(new StudyFactor(StudyFactor.BACKEND, backends));
    factors.add(new StudyFactor(StudyFactor.STRATEGY, List.of("per-event", "group")));
    factors.add(new StudyFactor(StudyFactor.SYNCHRONOUS, List.of("NORMAL", "FULL")));
    factors.add(new StudyFactor(StudyFactor.IDS, List.of("spec")));
    factors.add(new StudyFactor(StudyFactor.SUBSCRIBERS, List.of("0")));
  }

  /// A study of these backends.
  public static StudyScenarios of(String... backends) {
    return new StudyScenarios(List.of(backends));
  }

  /// The first study's two.
  public static StudyScenarios two() {
    return of("node-express", "rust-axum");
  }

  /// The factor by which a level multiplies the throughput, or the rate of a backend.
  public StudyScenarios rate(String level, double value) {
    rates.put(level, value);
    return this;
  }

  /// How often each combination is measured.
  public StudyScenarios rounds(int number) {
    rounds = number;
    return this;
  }

  /// Standard deviation of the logarithms.
  public StudyScenarios noise(double deviation) {
    noise = deviation;
    return this;
  }

  /// A backend that cannot be run.
  public StudyScenarios without(String backend) {
    missing.add(backend);
    return this;
  }

  /// The raw rate of a backend's binding, of which its steady 60,000 have to be 0.75.
  public StudyScenarios rawRate(String backend, double eventsPerSecond) {
    rawRates.put(backend, eventsPerSecond);
    return this;
  }

  /// The study.
  public StudyResults build() {
    List<BackendFacts> backends = backends().stream().map(this::backend).toList();
    List<StudyCell> cells = cells();
    return new StudyResults(
        StudyResults.KIND,
        StudyResults.SCHEMA_VERSION,
        new Tool("spikebench", "0.1.0", "0123abc"),
        new Run(
            "20260304T050607Z",
            START,
            START.plusSeconds(600),
            cells.isEmpty() ? RunStatus.FAILED : RunStatus.COMPLETE,
            SEED,
            List.of("study", "--seed", "42"),
            null,
            List.of()),
        Scenarios.quietEnvironment(),
        StudyDesign.of(factors, rounds),
        List.of(
            new WorkloadParameters(
                "spec",
                8_400,
                40,
                50,
                500,
                100,
                false,
                "sequential",
                "closed",
                0,
                null,
                null,
                null)),
        MetricIds.definitions(),
        backends,
        cells);
  }

  private List<String> backends() {
    return factors.getFirst().levels();
  }

  private BackendFacts backend(String id) {
    String reason = missing.contains(id) ? "cargo is not installed" : null;
    Double raw = rawRates.get(id);
    BackendFacts facts =
        new BackendFacts(
            id,
            "Name of " + id,
            "A language",
            "A framework",
            reason,
            reason == null ? new ParityCount(18, 0, 0) : ParityCount.NOT_RUN,
            null,
            Fact.of("ab".repeat(32)),
            null);
    return raw == null
        ? facts
        : facts.withRawRates(new RawRates(Measurement.of(raw), Measurement.of(60_000), 0.75));
  }

  private List<StudyCell> cells() {
    List<String> present = backends().stream().filter(it -> !missing.contains(it)).toList();
    if (present.isEmpty()) {
      return List.of();
    }
    List<Factor> measured =
        factors.stream()
            .map(
                it ->
                    new Factor(
                        it.name(), it.name().equals(StudyFactor.BACKEND) ? present : it.levels()))
            .toList();
    Random random = new Random(SEED);
    List<StudyCell> cells = new ArrayList<>();
    for (BalancedOrder.Place<Treatment> place :
        new FactorialDesign(measured).order(SEED).rounds(rounds)) {
      cells.add(cell(place, Math.exp(noise * random.nextGaussian())));
    }
    return cells;
  }

  private StudyCell cell(BalancedOrder.Place<Treatment> place, double luck) {
    Treatment levels = place.arm();
    String backend = levels.level(StudyFactor.BACKEND);
    double throughput =
        rate(backend)
            * rate(levels.level(StudyFactor.STRATEGY))
            * rate(levels.level(StudyFactor.SYNCHRONOUS))
            * luck;
    double resident = memory.getOrDefault(backend, 1e6) * luck;
    Map<String, Measurement> values = new HashMap<>();
    values.put(MetricIds.THROUGHPUT, Measurement.of(throughput));
    values.put(MetricIds.STARTUP, Measurement.of(5e8 * luck));
    values.put(MetricIds.IDLE_RSS, Measurement.of(resident));
    values.put(MetricIds.PEAK_RSS, Measurement.of(2 * resident));
    values.put(MetricIds.RUNTIME_SIZE, Measurement.of(memory.getOrDefault(backend, 1e6)));
    return new StudyCell(
        levels.levels(),
        new Iteration(
            place.sequence(),
            place.round(),
            place.slot(),
            backend,
            START.plusSeconds(place.sequence()),
            true,
            List.of(),
            "TARGET_BOUND",
            new LoadCounts(8_400, 8_400, 8_400L, 168, 0, 500),
            (long) (8_400 / throughput * 1e9),
            values,
            HistogramCodec.encode(latencies(2e12 / throughput)),
            null,
            new Identity(100 + place.sequence(), true)));
  }

  private double rate(String level) {
    return rates.getOrDefault(level, 1.0);
  }

  private static Histogram latencies(double medianNs) {
    Histogram histogram = new Histogram(3);
    histogram.setAutoResize(true);
    for (int request = 1; request <= 168; request++) {
      histogram.recordValue((long) (medianNs * (0.5 + request / 168.0)));
    }
    return histogram;
  }
}
