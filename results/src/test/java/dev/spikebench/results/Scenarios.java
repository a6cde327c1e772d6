package dev.spikebench.results;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.Durability;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.OperatingSystem;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.RuntimeVersion;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.Storage;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import dev.spikebench.results.summary.BackendSummaries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Made-up results that the tests read. None of their figures was measured anywhere; they follow
/// from the formulas below, so that a reader can work out what a report must say of them.
public final class Scenarios {

  /// Written on purpose to break tables, pages and shell lines.
  public static final String HOSTILE_NAME = "Evil | <script>alert('x')</script> & *co* `rm`";

  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
  private static final int REQUESTS = 400;

  private Scenarios() {}

  /// What one made-up backend does; every value moves by `step` from round to round.
  public record Profile(
      BackendFacts facts,
      double startupMs,
      double idleMib,
      double peakMib,
      double eventsPerSecond,
      double latencyMs,
      double sizeMib,
      double cpuNsPerEvent,
      double step) {}

  /// All scenarios by name, as they are kept under `src/test/resources/scenarios`.
  public static Map<String, BenchmarkResults> all() {
    Map<String, BenchmarkResults> scenarios = new LinkedHashMap<>();
    scenarios.put("three-backends", threeBackends());
    scenarios.put("one-backend", oneBackend());
    scenarios.put("one-iteration", oneIteration());
    scenarios.put("overlapping", overlapping());
    scenarios.put("troubled", troubled());
    return scenarios;
  }

  /// Ten rounds of three backends that differ clearly.
  public static BenchmarkResults threeBackends() {
    return results(
        List.of(node(), rust(), java()), 10, quietEnvironment(), RunStatus.COMPLETE, List.of());
  }

  /// Ten rounds of one backend.
  public static BenchmarkResults oneBackend() {
    return results(List.of(java()), 10, quietEnvironment(), RunStatus.COMPLETE, List.of());
  }

  /// One round of one backend: no intervals, and too few requests for the 99th percentile.
  public static BenchmarkResults oneIteration() {
    return results(List.of(java()), 1, quietEnvironment(), RunStatus.COMPLETE, List.of());
  }

  /// Two backends whose figures differ by less than they vary.
  public static BenchmarkResults overlapping() {
    Profile first = node();
    Profile second =
        new Profile(
            java().facts(),
            first.startupMs() * 1.02,
            first.idleMib() * 1.02,
            first.peakMib() * 1.02,
            first.eventsPerSecond() * 1.02,
            first.latencyMs() * 1.02,
            first.sizeMib(),
            first.cpuNsPerEvent() * 1.02,
            // It is slow in the rounds in which the other is fast, so pairs tell no more.
            -first.step());
    return results(List.of(first, second), 10, quietEnvironment(), RunStatus.COMPLETE, List.of());
  }

  /// Everything that can go wrong at once: an unavailable backend, one that fails parity, invalid
  /// and doubtful iterations, failed requests, unreadable facts, a shared and memory-backed
  /// machine, an interrupted run and a hostile name.
  public static BenchmarkResults troubled() {
    Profile noisy =
        new Profile(
            facts("java-undertow", HOSTILE_NAME, "Java", "Undertow", null, 18, 0, "group"),
            300,
            90,
            200,
            20_000,
            50,
            80,
            40_000,
            0.08);
    BackendFacts unavailable =
        facts("rust-axum", "Rust (axum)", "Rust", "axum", "cargo is not installed", 0, 0, null);
    BackendFacts failing =
        facts(
            "node-express", "Node.js (Express)", "TypeScript", "Express", null, 17, 1, "per-event");
    List<Iteration> iterations = new ArrayList<>();
    for (int round = 1; round <= 8; round++) {
      iterations.add(troubledIteration(noisy, round));
    }
    List<BackendFacts> backends = List.of(failing, unavailable, noisy.facts());
    return assemble(
        run(RunStatus.PARTIAL, List.of("The run was interrupted in round 9 of 10.")),
        troubledEnvironment(),
        10,
        backends,
        iterations);
  }

  /// The same with three subscribers of the event stream, whose deliveries took as long as the
  /// requests.
  ///
  /// @param lost deliveries that each iteration lost; where there are any, one came twice
  public static BenchmarkResults followed(BenchmarkResults base, int lost) {
    List<Iteration> iterations = new ArrayList<>();
    for (Iteration it : base.iterations()) {
      long due = 3 * it.counts().eventsAcknowledged();
      iterations.add(
          it.withStream(
              new StreamCounts(
                  3,
                  due,
                  due - lost,
                  lost,
                  Math.min(1, lost),
                  0,
                  0,
                  0,
                  lost > 0,
                  it.latencyHistogram())));
    }
    return new BenchmarkResults(
        base.schemaVersion(),
        base.tool(),
        base.run(),
        base.importedFrom(),
        base.environment(),
        base.workload(),
        base.design(),
        base.metrics(),
        iterations,
        base.backends());
  }

  /// A result of the given shape.
  public static BenchmarkResults results(
      List<Profile> profiles,
      int rounds,
      Environment environment,
      RunStatus status,
      List<String> warnings) {
    List<Iteration> iterations = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (int slot = 1; slot <= profiles.size(); slot++) {
        int place = (round + slot) % profiles.size();
        iterations.add(iteration(profiles.get(place), iterations.size() + 1, round, slot));
      }
    }
    return assemble(
        run(status, warnings),
        environment,
        rounds,
        profiles.stream().map(Profile::facts).toList(),
        iterations);
  }

  /// A database as it was looked at.
  public static DatabaseFacts database(String sqliteVersion, String synchronous) {
    return new DatabaseFacts(
        true,
        Fact.of("WAL"),
        Measurement.of(4_096),
        Fact.of(sqliteVersion),
        Fact.of(synchronous),
        Fact.of(synchronous),
        Fact.of("group"),
        Measurement.of(20_500));
  }

  public static Profile node() {
    return new Profile(
        facts(
            "node-express", "Node.js (Express)", "TypeScript", "Express", null, 18, 0, "per-event"),
        140,
        60,
        120,
        5_000,
        90,
        115,
        150_000,
        0.01);
  }

  public static Profile rust() {
    return new Profile(
        facts("rust-axum", "Rust (axum)", "Rust", "axum", null, 18, 0, "per-batch"),
        8,
        6,
        30,
        18_000,
        20,
        4,
        25_000,
        0.01);
  }

  public static Profile java() {
    return new Profile(
        facts("java-undertow", "Java (Undertow)", "Java", "Undertow", null, 18, 0, "group"),
        500,
        98,
        180,
        30_000,
        12.5,
        90,
        60_000,
        0.02);
  }

  public static Environment quietEnvironment() {
    return Environment.of(
        new Hardware(
            Fact.of("Example CPU 3000"),
            Fact.of("amd64"),
            Measurement.of(8),
            Measurement.of(4),
            Measurement.of(16.0 * 1024 * 1024 * 1024)),
        new OperatingSystem(
            Fact.of("Example Linux 1"),
            Fact.of("Linux 6.1"),
            Fact.of("none"),
            Fact.of("performance"),
            Fact.of("none")),
        new Storage(Fact.of("ext4"), false, Measurement.of(1_250_000)),
        new SourceState(Fact.of("0123456789abcdef0123456789abcdef01234567"), false),
        List.of(new RuntimeVersion("Java", Fact.of("25 (Example)"))),
        List.of());
  }

  private static Environment troubledEnvironment() {
    return Environment.of(
        new Hardware(
            Fact.unavailable("no /proc/cpuinfo"),
            Fact.of("amd64"),
            Measurement.of(2),
            Measurement.unavailable("no core list"),
            Measurement.of(4.0 * 1024 * 1024 * 1024)),
        new OperatingSystem(
            Fact.of("Example Linux 1"),
            Fact.of("Linux 6.1"),
            Fact.of("kvm"),
            Fact.unavailable("no cpufreq directory"),
            Fact.of("200000 100000")),
        new Storage(Fact.of("tmpfs"), true, Measurement.unavailable("the folder is read-only")),
        new SourceState(Fact.of("0123456789abcdef0123456789abcdef01234567"), true),
        List.of(
            new RuntimeVersion("Java", Fact.of("25 (Example)")),
            new RuntimeVersion("Node.js", Fact.unavailable("node is not installed"))),
        List.of("The load average was 3.2 on 2 CPUs."));
  }

  private static BackendFacts facts(
      String id,
      String name,
      String language,
      String framework,
      @Nullable String unavailable,
      int passed,
      int failed,
      @Nullable String writeStrategy) {
    return new BackendFacts(
        id,
        name,
        language,
        framework,
        unavailable,
        new ParityCount(passed, failed, 0),
        writeStrategy == null ? null : new Durability("WAL", "NORMAL", writeStrategy),
        unavailable == null
            ? Fact.of(artifact(id).repeat(32))
            : Fact.unavailable("nothing was built"),
        id.startsWith("node") ? "node_modules" : null);
  }

  private static String artifact(String id) {
    return switch (id) {
      case "node-express" -> "ab";
      case "rust-axum" -> "cd";
      default -> "ef";
    };
  }

  private static BenchmarkResults assemble(
      Run run,
      Environment environment,
      int rounds,
      List<BackendFacts> backends,
      List<Iteration> iterations) {
    Design design = Design.seedProtocol(rounds);
    return new BenchmarkResults(
        BenchmarkResults.SCHEMA_VERSION,
        new Tool("spikebench", "0.1.0", "0123456789abcdef0123456789abcdef01234567"),
        run,
        null,
        environment,
        new WorkloadParameters(
            "spec", 20_000, 40, 50, 500, 100, false, "sequential", "closed", 0, null, null, null),
        design,
        MetricIds.definitions(),
        iterations,
        BackendSummaries.from(backends, iterations, design.confidence()));
  }

  private static Run run(RunStatus status, List<String> warnings) {
    return new Run(
        "20260304T050607Z",
        START,
        START.plusSeconds(245),
        status,
        42L,
        List.of("compare", "--events", "20000", "--backends=node-express,rust-axum,java-undertow"),
        null,
        warnings);
  }

  private static Iteration troubledIteration(Profile profile, int round) {
    Iteration good = iteration(profile, round, round, 1);
    boolean lost = round == 3;
    LoadCounts counts =
        new LoadCounts(
            20_000, 19_950, lost ? 19_949L : null, REQUESTS - 1, round == 5 ? 1 : 0, 500);
    Map<String, Measurement> values = new LinkedHashMap<>(good.values());
    values.put(MetricIds.IDLE_RSS, Measurement.unavailable("the process list is not readable"));
    return new Iteration(
            round,
            round,
            1,
            good.backendId(),
            good.startedAt(),
            !lost,
            lost ? List.of("1 of 19,950 acknowledged events was not stored") : List.of(),
            round == 4 ? "MIXED" : "SERVER_BOUND",
            counts,
            good.elapsedNs(),
            values,
            good.latencyHistogram(),
            round == 5 ? HistogramCodec.encode(histogram(1, 1e9)) : null,
            new Identity(1_000 + round, null))
        .withInterference(new Interference(null, null, null, 0, "the system does not tell it"));
  }

  private static Iteration iteration(Profile profile, int sequence, int round, int slot) {
    // Seven is prime to eleven, so the factors are spread without repeating in ten rounds.
    double factor = 1 + profile.step() * ((round * 7) % 11 - 5);
    Map<String, Measurement> values =
        Map.of(
            MetricIds.STARTUP, Measurement.of(profile.startupMs() * 1e6 * factor),
            MetricIds.IDLE_RSS, Measurement.of(Math.rint(profile.idleMib() * 1024 * factor) * 1024),
            MetricIds.PEAK_RSS, Measurement.of(Math.rint(profile.peakMib() * 1024 * factor) * 1024),
            MetricIds.THROUGHPUT, Measurement.of(profile.eventsPerSecond() / factor),
            MetricIds.CPU_PER_EVENT, Measurement.of(profile.cpuNsPerEvent() * factor),
            MetricIds.CLIENT_CPU_PER_EVENT, Measurement.of(9_000),
            MetricIds.RUNTIME_SIZE, Measurement.of(profile.sizeMib() * 1024 * 1024),
            MetricIds.INSTALLED_SIZE, Measurement.of((profile.sizeMib() + 40) * 1024 * 1024));
    return new Iteration(
        sequence,
        round,
        slot,
        profile.facts().id(),
        START.plusSeconds(8L * sequence),
        true,
        List.of(),
        "SERVER_BOUND",
        new LoadCounts(20_000, 20_000, 20_000L, REQUESTS, 0, 500),
        Math.round(20_000 / profile.eventsPerSecond() * factor * 1e9),
        values,
        HistogramCodec.encode(histogram(REQUESTS, profile.latencyMs() * 1e6 * factor)),
        null,
        new Identity(1_000 + sequence, true));
  }

  /// Latencies that rise evenly from half to one and a half times `medianNs`, the last hundredth to
  /// four times.
  private static Histogram histogram(int requests, double medianNs) {
    Histogram histogram = new Histogram(3);
    histogram.setAutoResize(true);
    for (int request = 0; request < requests; request++) {
      double share = (request + 0.5) / requests;
      double latency = medianNs * (0.5 + share) * (share > 0.99 ? 2.7 : 1);
      histogram.recordValue(Math.round(latency));
    }
    return histogram;
  }
}
