package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Durability;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.ImportedFrom;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.OrderStatistics;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// What limits the figures of this very run: each sentence is printed only where it is true of it.
final class Caveats {

  /// Spread of throughput from which on a reader is warned.
  private static final double NOISY_SPREAD = 0.20;

  /// Fewest samples that have a median interval of 95% (see [OrderStatistics]).
  private static final int FEWEST_FOR_INTERVAL = 6;

  /// Verdicts of the load generator that name itself as a limit.
  private static final Set<String> LIMITED_VERDICTS = Set.of("MIXED", "CLIENT_BOUND");

  private final BenchmarkResults results;
  private final Samples samples;
  private final List<String> sentences = new ArrayList<>();

  private Caveats(BenchmarkResults results, Samples samples) {
    this.results = results;
    this.samples = samples;
  }

  static List<String> of(BenchmarkResults results, Samples samples) {
    Caveats caveats = new Caveats(results, samples);
    ImportedFrom imported = results.importedFrom();
    if (imported == null) {
      caveats.measured();
    } else {
      caveats.imported(imported);
    }
    return List.copyOf(caveats.sentences);
  }

  private void imported(ImportedFrom imported) {
    if (imported.anotherMachine()) {
      add(
          "These figures were measured on another machine and are taken over as published; they"
              + " must not be compared with figures measured elsewhere.");
    }
    add("The source has no single iterations, so no figure has an interval.");
    imported.notes().forEach(this::add);
  }

  private void measured() {
    results.run().warnings().forEach(this::add);
    if (results.run().status() != RunStatus.COMPLETE) {
      add(
          "The run is "
              + results.run().status().text()
              + ": it has "
              + Figures.count(results.iterations().size())
              + " iterations of the "
              + Figures.count((long) results.design().roundsPlanned() * results.backends().size())
              + " planned.");
    }
    results.backends().forEach(this::backend);
    add("All figures come from one run on one machine.");
    workload();
    durability();
    ResultsTables.settings(results).differences(Set.of()).forEach(this::add);
    environment(results.environment());
    if (samples.hasLatencies()) {
      add(
          "A latency's interval takes all requests for independent samples, although those of one"
              + " process are alike; comparisons of latencies therefore go by the iterations.");
    }
  }

  private void backend(BackendSummary backend) {
    String name = backend.name();
    String strawMan = RawShares.warning(name, backend.rawRates());
    if (strawMan != null) {
      add(strawMan);
    }
    if (!backend.valid()) {
      add(name + " has no figures that count. " + String.join(" ", backend.invalidReasons()));
      return;
    }
    int valid = backend.validIterations();
    if (valid == 1) {
      add(name + ": a single iteration, not repeated, so no figure has an interval.");
    } else if (valid < FEWEST_FOR_INTERVAL) {
      add(name + ": only " + valid + " iterations, too few for intervals.");
    }
    invalidIterations(backend);
    verdicts(backend);
    double[] throughput = samples.of(backend.id(), SummaryKey.EVENTS_PER_SECOND);
    if (throughput.length > 1) {
      double spread = OrderStatistics.relativeSpread(throughput);
      if (spread > NOISY_SPREAD) {
        add(
            name
                + ": throughput varied by "
                + Figures.percent(spread)
                + " between iterations; small differences cannot be seen.");
      }
    }
  }

  private void invalidIterations(BackendSummary backend) {
    int invalid = backend.iterations() - backend.validIterations();
    if (invalid > 0) {
      Set<String> reasons = new LinkedHashSet<>();
      results.iterationsOf(backend.id()).forEach(it -> reasons.addAll(it.invalidReasons()));
      add(
          backend.name()
              + ": "
              + invalid
              + " of "
              + backend.iterations()
              + " iterations do not count ("
              + String.join("; ", reasons)
              + ").");
    }
  }

  /// Says how often the load generator found that it was not the backend alone that set the pace.
  private void verdicts(BackendSummary backend) {
    Map<String, Integer> counts = new TreeMap<>();
    results.iterationsOf(backend.id()).stream()
        .filter(Iteration::valid)
        .map(Iteration::verdict)
        .filter(Objects::nonNull)
        .filter(it -> LIMITED_VERDICTS.contains(it.toUpperCase(Locale.ROOT).replace('-', '_')))
        .forEach(it -> counts.merge(it, 1, Integer::sum));
    counts.forEach(
        (verdict, count) ->
            add(
                backend.name()
                    + ": in "
                    + count
                    + " of "
                    + backend.validIterations()
                    + " valid iterations the load generator judged "
                    + verdict
                    + ", so its own limits may show in the figures."));
  }

  private void workload() {
    if (results.workload().streamSubscribers() == 0) {
      add("Nobody listened to the event stream during the load: ingest alone was measured.");
    }
    if (results.workload().soakSeconds() == null) {
      add("No soak test was run: nothing is known of hours under load.");
    }
    if (!results.iterations().isEmpty()) {
      add("The load generator ran on the same machine and shared its CPUs with the backend.");
    }
  }

  private void durability() {
    Set<Durability> kinds = new LinkedHashSet<>();
    for (BackendSummary backend : results.backends()) {
      Durability durability = backend.durability();
      if (durability != null) {
        kinds.add(durability);
        add(
            "%s wrote with journal mode %s, synchronous %s and the write strategy %s."
                .formatted(
                    backend.name(),
                    durability.journalMode(),
                    durability.synchronous(),
                    durability.writeStrategy()));
      } else if (backend.available()) {
        add("Nothing is known of the durability that " + backend.name() + " ran with.");
      }
    }
    if (kinds.size() > 1) {
      add(
          "The backends did not run with the same durability, which alone can decide throughput and"
              + " latency.");
    }
  }

  private void environment(Environment environment) {
    Boolean memoryBacked = environment.storage().memoryBacked();
    String fileSystem = environment.storage().fileSystem().orElse("an unknown file system");
    if (memoryBacked == null) {
      add("It is not known whether the databases lay on a disk or in memory.");
    } else if (memoryBacked) {
      add(
          "The databases lay on "
              + fileSystem
              + ", which is backed by memory: a sync costs nothing there, so the price of"
              + " durability does not show.");
    }
    Fact virtualization = environment.os().virtualization();
    String host = virtualization.value();
    if (host != null && !host.equals("none")) {
      add("The machine is virtual (" + host + "): it may share its CPUs with others.");
    }
    environment.disturbances().forEach(it -> add("Not quiet: " + it));
    if (Boolean.TRUE.equals(environment.source().dirty())) {
      add("The sources had uncommitted changes, so the commit alone does not give the same code.");
    }
  }

  private void add(String sentence) {
    sentences.add(sentence);
  }
}
