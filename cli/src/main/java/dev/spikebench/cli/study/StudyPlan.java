package dev.spikebench.cli.study;

import dev.spikebench.backends.build.Availability;
import dev.spikebench.backends.build.BackendBuilder;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.paired.SignedRank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a study would do and how long it would take; estimated, nothing is run.
///
/// @param options what was asked for
/// @param backends each backend with a sentence on whether it can be run
/// @param available how many of them can be run
record StudyPlan(StudyOptions options, Map<String, String> backends, int available) {
  /// Start, rest until idle, and stop of one measurement on two shared cores.
  private static final Duration OVERHEAD = Duration.ofMillis(2_300);

  /// What every run needs before its first measurement, and parity of one backend.
  private static final Duration PREPARATION = Duration.ofSeconds(15);

  private static final Duration PARITY = Duration.ofSeconds(6);

  /// Syncs counted at each level, and the raw rate with what a backend keeps of it, of one backend.
  private static final Duration PROOFS = Duration.ofSeconds(25);

  static StudyPlan of(StudyOptions options) {
    Map<String, String> backends = new LinkedHashMap<>();
    int available = 0;
    for (BackendDescriptor descriptor : options.backends()) {
      Availability availability = BackendBuilder.check(descriptor);
      backends.put(
          descriptor.id(),
          switch (availability) {
            case Availability.Available ready ->
                BackendBuilder.isUpToDate(descriptor) ? "ready" : "will be built first";
            case Availability.Unavailable missing -> BackendCatalog.sentence(missing);
          });
      available += availability instanceof Availability.Available ? 1 : 0;
    }
    return new StudyPlan(options, backends, available);
  }

  /// Combinations of levels of one round.
  int cells() {
    return available
        * options.strategies().size()
        * options.synchronous().size()
        * options.ids().size()
        * options.subscribers().size();
  }

  /// An upper estimate of the time it takes once everything is built.
  Duration estimatedTime() {
    Duration round = Duration.ZERO;
    for (String strategy : options.strategies()) {
      for (String synchronous : options.synchronous()) {
        Duration load =
            Duration.ofMillis(
                1_000L * options.load().events() / eventsPerSecond(strategy, synchronous));
        long times = (long) available * options.ids().size() * options.subscribers().size();
        round = round.plus(OVERHEAD.plus(load).multipliedBy(times));
      }
    }
    return PREPARATION
        .plus(PARITY.plus(PROOFS).multipliedBy(available))
        .plus(round.multipliedBy(options.rounds()));
  }

  /// Slow rates of two shared cores; an estimate that is too long disappoints nobody.
  private static long eventsPerSecond(String strategy, String synchronous) {
    boolean full = synchronous.equals("FULL");
    return switch (strategy) {
      case "per-event" -> full ? 1_000 : 3_500;
      case "per-batch" -> full ? 7_000 : 12_000;
      default -> full ? 12_000 : 15_000;
    };
  }

  /// Whether ratios of pairs of rounds get an interval at all.
  private String intervals() {
    int needed = SignedRank.minimumSamples(Confidence.of(0.95));
    return options.rounds() >= needed
        ? "every ratio gets an exact interval at 95%%: that takes %d rounds".formatted(needed)
        : "no ratio gets an interval at 95%%: that takes %d rounds".formatted(needed);
  }

  /// The plan for the eyes.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    backends.forEach((id, state) -> lines.add("%-20s %s".formatted(id, state)));
    lines.add("");
    for (StudyFactor factor : options.factors()) {
      lines.add("%-12s %s".formatted(factor.name(), String.join(", ", factor.levels())));
    }
    lines.add("");
    lines.add(
        "parity of each, then %d rounds of %d combinations, %d measurements, each in a fresh process on an empty database"
            .formatted(options.rounds(), cells(), options.rounds() * cells()));
    lines.add(
        "each: %s events in batches of %d over %d connections, after %s warm-up events"
            .formatted(
                Quantity.count(options.load().events()),
                options.load().batchSize(),
                options.load().concurrency(),
                Quantity.count(options.load().warmupEvents())));
    lines.add(intervals());
    lines.add("order: balanced random, seed " + options.seed());
    lines.add(
        "time: at most about " + Quantity.span(estimatedTime()) + " once everything is built");
    lines.add("files: " + options.output());
    return lines;
  }

  /// The plan for scripts.
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("backends", backends);
    Map<String, Object> factors = new LinkedHashMap<>();
    options.factors().forEach(it -> factors.put(it.name(), it.levels()));
    document.put("factors", factors);
    document.put("rounds", options.rounds());
    document.put("measurements", options.rounds() * cells());
    document.put("events", options.load().events());
    document.put("seed", options.seed());
    document.put("estimatedSeconds", estimatedTime().toSeconds());
    document.put("output", options.output().toString());
    return document;
  }
}
