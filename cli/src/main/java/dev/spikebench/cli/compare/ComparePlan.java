package dev.spikebench.cli.compare;

import dev.spikebench.backends.build.Availability;
import dev.spikebench.backends.build.BackendBuilder;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.cli.workload.WorkloadText;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import dev.spikebench.results.stats.precision.FixedWidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a comparison would do, how long and how much disk it would take; estimated, nothing is run.
///
/// @param options what was asked for
/// @param backends each backend with a sentence on whether it can be run
/// @param available how many of them can be run
record ComparePlan(CompareOptions options, Map<String, String> backends, int available) {
  /// Start, rest until idle, load, stop of one iteration on two shared cores: the rest alone may
  /// take three seconds, the events come on top.
  private static final Duration ITERATION_OVERHEAD = Duration.ofMillis(4_500);

  /// A slow backend's rate; an estimate that is too long disappoints nobody.
  private static final long EVENTS_PER_SECOND = 8_000;

  /// The client's warm-up, the probes of the environment, and parity of one backend.
  private static final Duration PREPARATION = Duration.ofSeconds(12);

  private static final Duration PARITY = Duration.ofSeconds(6);

  /// Syncs counted of one backend.
  private static final Duration PROOFS = Duration.ofSeconds(3);

  /// The raw rate with what a backend keeps of it, of one backend.
  private static final Duration RAW_RATES = Duration.ofSeconds(27);

  /// Row, indexes and write-ahead log of one stored event of the spec workload, rounded up.
  private static final long BYTES_PER_EVENT = 1_500;

  static ComparePlan of(BackendCatalog catalog, CompareOptions options) {
    Map<String, String> backends = new LinkedHashMap<>();
    int available = 0;
    for (BackendDescriptor descriptor : catalog.choose(options.backends())) {
      Availability availability = BackendBuilder.check(descriptor);
      backends.put(descriptor.id(), state(descriptor, availability));
      available += availability instanceof Availability.Available ? 1 : 0;
    }
    return new ComparePlan(options, backends, available);
  }

  private static String state(BackendDescriptor descriptor, Availability availability) {
    return switch (availability) {
      case Availability.Available ready ->
          BackendBuilder.isUpToDate(descriptor) ? "ready" : "will be built first";
      case Availability.Unavailable missing -> BackendCatalog.sentence(missing);
    };
  }

  /// An upper estimate of the time it takes once everything is built.
  Duration estimatedTime() {
    Duration load = Duration.ofSeconds(1 + options.workload().events() / EVENTS_PER_SECOND);
    Duration iterations =
        ITERATION_OVERHEAD.plus(load).multipliedBy((long) options.iterations() * available);
    Duration openLoop =
        ITERATION_OVERHEAD
            .plus(options.openLoop().duration())
            .multipliedBy((long) options.openLoop().shares().size() * available);
    Duration rawRates = options.rawRates() ? RAW_RATES : Duration.ZERO;
    return PREPARATION
        .plus(PARITY.plus(PROOFS).plus(rawRates).multipliedBy(available))
        .plus(iterations)
        .plus(openLoop);
  }

  /// An upper estimate of the disk in use at any one time; databases are deleted one by one.
  long estimatedBytes() {
    return (options.workload().events() + options.workload().warmupEvents()) * BYTES_PER_EVENT;
  }

  /// The plan for the eyes.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    backends.forEach((id, state) -> lines.add("%-20s %s".formatted(id, state)));
    lines.add("");
    lines.add(
        "parity of each, then %s iterations of each that passes: %s events in batches of %d over %d connections, after %s warm-up events"
            .formatted(
                iterations(),
                Quantity.count(options.workload().events()),
                options.workload().batchSize(),
                options.workload().concurrency(),
                Quantity.count(options.workload().warmupEvents())));
    lines.add("workload " + WorkloadText.line(options.workload()));
    if (options.streams().subscribers() > 0) {
      lines.add(
          "subscribers of the event stream meanwhile: "
              + Quantity.count(options.streams().subscribers()));
    }
    if (options.rawRates()) {
      lines.add(
          "what each backend's SQLite binding writes by itself, and what the backend keeps of it");
    }
    for (double share : options.openLoop().shares()) {
      lines.add(
          "then an open loop for %s at %.0f %% of each backend's own rate"
              .formatted(Quantity.span(options.openLoop().duration()), share * 100));
    }
    lines.add("order: balanced random, seed " + options.seed());
    lines.add(
        "time: at most about " + Quantity.span(estimatedTime()) + " once everything is built");
    lines.add(
        "disk: at most about %s at a time under %s"
            .formatted(Quantity.megabytes((double) estimatedBytes()), options.workDirectory()));
    lines.add("files: " + options.output());
    return lines;
  }

  private String iterations() {
    FixedWidth rule = options.stopping();
    return rule == null
        ? Integer.toString(options.iterations())
        : "%d to %d".formatted(rule.minimumRounds(), rule.maximumRounds());
  }

  /// The plan for scripts.
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("backends", backends);
    document.put("iterations", options.iterations());
    FixedWidth rule = options.stopping();
    if (rule != null) {
      document.put("minimumIterations", rule.minimumRounds());
      document.put("untilRelativeHalfWidth", rule.relativeHalfWidth());
    }
    document.put("workload", options.workload().id());
    document.put("definitionSha256", WorkloadDefinition.sha256(options.workload()));
    document.put("events", options.workload().events());
    document.put("subscribers", options.streams().subscribers());
    document.put("rawRates", options.rawRates());
    document.put("openLoopShares", options.openLoop().shares());
    document.put("seed", options.seed());
    document.put("estimatedSeconds", estimatedTime().toSeconds());
    document.put("estimatedBytes", estimatedBytes());
    document.put("output", options.output().toString());
    return document;
  }
}
