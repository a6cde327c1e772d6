package dev.spikebench.results.soak;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.Tool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Soaks to test with.
public final class SoakExamples {
  private static final double MB = 1024.0 * 1024.0;

  private SoakExamples() {}

  public static SoakPlan plan() {
    return new SoakPlan(
        "java-undertow", "http://127.0.0.1:3141", 1_800, 60, 300, 2, 10, 100.0, 5, 1, 1);
  }

  public static SoakInterval row(double start, double seconds, int process, double megabytes) {
    SoakLatency latency = new SoakLatency(6_000, 1.5, 3, 8.25, 20);
    return new SoakInterval(
        start,
        start + seconds,
        process,
        6_000,
        0,
        60_000,
        latency,
        latency,
        60,
        0,
        new SoakLatency(60, 0.5, 0.75, 1, 1.25),
        new SoakResources(Math.round(megabytes * MB), 0.25, 20L, 40L, 1_000_000L, 4_000_000L),
        Math.round(200 * MB));
  }

  /// A soak whose target died once and came back.
  public static SoakResults withOutage() {
    List<SoakInterval> rows = new ArrayList<>();
    for (int minute = 0; minute < 30; minute++) {
      rows.add(row(minute * 60.0 + (minute < 10 ? 0 : 7.5), 60, minute < 10 ? 1 : 2, 250));
    }
    SoakLimits limits = SoakLimits.DEFAULT;
    List<SoakTrend> trends = SoakTrends.of(rows, plan(), limits);
    return new SoakResults(
        SoakResults.KIND,
        SoakResults.SCHEMA_VERSION,
        new Tool("spikebench", "1.2.3", "abc"),
        Instant.parse("2026-01-02T03:04:05Z"),
        false,
        Scenarios.threeBackends().environment(),
        plan(),
        limits,
        new SoakTotals(
            1_807.5,
            2,
            180_003,
            180_000,
            new TreeMap<>(Map.of("read/write", 3L)),
            0,
            1_800_030,
            1_800_000,
            1_200_000L,
            1_200_000,
            rows.getFirst().latencyMs(),
            rows.getFirst().latencyMs(),
            1_800,
            30,
            rows.getFirst().healthMs(),
            new SoakStreams(5, 9_000_000, 9_000_000, 0, 0, 0, 0, 5, 0, null, false)),
        trends,
        SoakTrends.verdict(trends),
        List.of(new SoakOutage(600, 607.5, true, true, "stopped <listening> | at once")),
        new SoakAfterLoad(1_000L, 900L, null),
        List.of("a remark"),
        rows);
  }
}
