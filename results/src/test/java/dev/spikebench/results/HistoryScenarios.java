package dev.spikebench.results;

import dev.spikebench.results.Scenarios.Profile;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.WorkloadParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Made-up results of one day after the other, of the Java backend beside the Rust one.
public final class HistoryScenarios {

  private HistoryScenarios() {}

  /// One result a day, from the first of the series on.
  ///
  /// @param slowdowns how many times slower the Java backend is than in [Scenarios#java()]
  public static List<HistoryEntry> entries(double... slowdowns) {
    List<HistoryEntry> entries = new ArrayList<>();
    for (int index = 0; index < slowdowns.length; index++) {
      int day = index + 1;
      entries.add(HistoryEntry.of(day + ".json", on(day, slowdowns[index])));
    }
    return entries;
  }

  /// Ten rounds on a day.
  public static BenchmarkResults on(int day, double slowdown) {
    return later(day, results(10, slowdown, Scenarios.quietEnvironment()));
  }

  /// One round on a day.
  public static BenchmarkResults single(int day, double slowdown) {
    return later(day, results(1, slowdown, Scenarios.quietEnvironment()));
  }

  /// Ten rounds on a day without the Java backend.
  public static BenchmarkResults withoutJava(int day) {
    return later(
        day,
        Scenarios.results(
            List.of(Scenarios.rust()),
            10,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of()));
  }

  /// Ten rounds on a day, on another machine.
  public static BenchmarkResults elsewhere(int day, double slowdown) {
    Environment here = Scenarios.quietEnvironment();
    Hardware other =
        new Hardware(
            Fact.of("Another CPU"),
            here.hardware().architecture(),
            here.hardware().logicalCpus(),
            here.hardware().physicalCores(),
            here.hardware().memoryBytes());
    return later(
        day,
        results(
            10,
            slowdown,
            Environment.of(
                other,
                here.os(),
                here.storage(),
                here.source(),
                here.runtimes(),
                here.disturbances())));
  }

  /// Ten rounds on a day, with the Java backend packaged in another way.
  ///
  /// @param sizeFactor how many times what it weighs in [Scenarios#java()]
  /// @param command what it was started by; null where the result does not tell
  public static BenchmarkResults packaged(
      int day, double slowdown, double sizeFactor, @Nullable List<String> command) {
    Profile java = Scenarios.java();
    return later(
        day,
        Scenarios.results(
            List.of(
                slower(java.facts().withOrigin(null, command), slowdown, sizeFactor),
                Scenarios.rust()),
            10,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of()));
  }

  /// Ten rounds on a day with batches of another size.
  public static BenchmarkResults withBatches(int day, int batchSize) {
    BenchmarkResults base = on(day, 1);
    WorkloadParameters load = base.workload();
    return new BenchmarkResults(
        base.schemaVersion(),
        base.tool(),
        base.run(),
        null,
        base.environment(),
        new WorkloadParameters(
            load.id(),
            load.events(),
            load.concurrency(),
            batchSize,
            load.warmupEvents(),
            load.sessions(),
            load.single(),
            load.eventIdShape(),
            load.loop(),
            load.streamSubscribers(),
            load.soakSeconds(),
            load.definitionSha256(),
            load.definition()),
        base.design(),
        base.metrics(),
        base.iterations(),
        base.backends());
  }

  private static BenchmarkResults results(int rounds, double slowdown, Environment environment) {
    return Scenarios.results(
        List.of(slower(Scenarios.java().facts(), slowdown, 1), Scenarios.rust()),
        rounds,
        environment,
        RunStatus.COMPLETE,
        List.of());
  }

  private static Profile slower(BackendFacts facts, double slowdown, double sizeFactor) {
    Profile java = Scenarios.java();
    return new Profile(
        facts,
        java.startupMs() * slowdown,
        java.idleMib(),
        java.peakMib(),
        java.eventsPerSecond() / slowdown,
        java.latencyMs() * slowdown,
        java.sizeMib() * sizeFactor,
        java.cpuNsPerEvent() * slowdown,
        java.step());
  }

  private static BenchmarkResults later(int day, BenchmarkResults base) {
    Run run = base.run();
    Duration days = Duration.ofDays(day);
    return new BenchmarkResults(
        base.schemaVersion(),
        base.tool(),
        new Run(
            run.id(),
            run.startedAt().plus(days),
            run.finishedAt().plus(days),
            run.status(),
            run.seed(),
            run.arguments(),
            run.label(),
            run.warnings()),
        null,
        base.environment(),
        base.workload(),
        base.design(),
        base.metrics(),
        base.iterations(),
        base.backends());
  }
}
