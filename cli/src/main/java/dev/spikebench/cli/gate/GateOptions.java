package dev.spikebench.cli.gate;

import dev.spikebench.results.gate.GateJudge;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.stats.percentile.MinimumSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gate is asked to do.
///
/// @param baseline what the candidate is held against, as the user named it
/// @param candidate what is judged, likewise
/// @param backendId which backend of a checkout is meant
/// @param rules what is judged, and how
/// @param looks numbers of epochs at which the session is judged
/// @param shape slices of an epoch
/// @param rate requests a second of a paced slice; null for a share of what the baseline can do
/// @param maxTime longest time from the first launch to the last
/// @param addedCpuShare CPU time to add to the candidate on purpose, as a share of its own; null
///   where nothing is added to any arm
/// @param seed seed of the order, 0 … 2^53−1
/// @param output folder of the result file, the reports and the backends' output
/// @param workDirectory where the backends run, each in a folder of its own with its database
/// @param waitForOthers whether to wait for another measuring run on this machine; else it is an
///   error
/// @param arguments the command line that repeats the session, for the result file
public record GateOptions(
    String baseline,
    String candidate,
    String backendId,
    List<GateRule> rules,
    List<Integer> looks,
    Shape shape,
    @Nullable Double rate,
    Duration maxTime,
    @Nullable Double addedCpuShare,
    long seed,
    Path output,
    Path workDirectory,
    boolean waitForOthers,
    List<String> arguments) {

  /// Names the checkout that this copy of the tool lies in.
  public static final String WORKING_TREE = GateSides.HERE;

  /// Confidence of each look unless said otherwise.
  public static final double CONFIDENCE_PER_LOOK = 0.9915;

  /// What a launch costs beside its slices: start, stop, the look at its database.
  private static final Duration LAUNCH = Duration.ofMillis(1_500);

  /// What a slice costs beside its time: bodies, connections, a client at rest.
  private static final Duration AROUND_SLICE = Duration.ofMillis(250);

  private static final int ARMS = 3;

  /// Slices of an epoch.
  ///
  /// @param paced sub-rounds by a plan
  /// @param saturated sub-rounds in a closed loop
  /// @param slice length of each
  /// @param warmup time for which the baseline is warmed up in the pilot; every launch gets as many
  ///   events
  public record Shape(int paced, int saturated, Duration slice, Duration warmup) {

    /// Most slices of an epoch.
    public static final int MOST_SLICES = 100;

    /// @throws IllegalArgumentException naming field and value
    public Shape {
      if (paced < 1 || paced > MOST_SLICES) {
        throw new IllegalArgumentException(
            "--slices must be between 1 and " + MOST_SLICES + ", but is " + paced);
      }
      if (saturated < 0 || saturated > MOST_SLICES) {
        throw new IllegalArgumentException(
            "--saturated-slices must be between 0 and " + MOST_SLICES + ", but is " + saturated);
      }
      requireTime("--slice", slice, Duration.ofMillis(50), Duration.ofMinutes(1));
      requireTime("--warmup", warmup, Duration.ofMillis(100), Duration.ofMinutes(5));
    }
  }

  /// Copies the lists, makes the folders absolute, and refuses a session that could never fail.
  ///
  /// @throws IllegalArgumentException naming option and value, and what would do
  public GateOptions {
    rules = List.copyOf(rules);
    looks = List.copyOf(looks);
    arguments = List.copyOf(arguments);
    output = output.toAbsolutePath().normalize();
    workDirectory = workDirectory.toAbsolutePath().normalize();
    requireTime("--max-time", maxTime, Duration.ofSeconds(1), Duration.ofHours(24));
    if (rate != null && !(rate >= 1 && rate <= 1_000_000)) {
      throw new IllegalArgumentException(
          "--rate must be between 1 and 1000000 requests a second, but is " + rate);
    }
    boolean throughputGates =
        rules.stream().anyMatch(it -> it.gates() && it.metric() == GateMetric.THROUGHPUT);
    if (throughputGates && shape.saturated() == 0) {
      throw new IllegalArgumentException(
          "throughput could never fail without a saturated slice: give --saturated-slices 3");
    }
  }

  /// What the file says of the layout of a session that ended before anything was measured.
  GateDesign unmeasured(boolean restart) {
    return layout(restart, rate == null ? 0 : rate, 0, 0);
  }

  /// The design of the session.
  ///
  /// @param restart whether arms are launched anew each epoch
  /// @param pacedPerSecond rate of the paced slices, in requests a second
  /// @param saturatedEvents events of a saturated slice
  /// @param warmupEvents events of a launch's warm-up
  /// @throws IllegalArgumentException when it could never fail
  GateDesign design(
      boolean restart, double pacedPerSecond, long saturatedEvents, long warmupEvents) {
    GateDesign design = layout(restart, pacedPerSecond, saturatedEvents, warmupEvents);
    GateJudge.plan(design);
    requireEnoughRequests(design);
    return design;
  }

  private GateDesign layout(
      boolean restart, double pacedPerSecond, long saturatedEvents, long warmupEvents) {
    return new GateDesign(
        GateDesign.PROTOCOL,
        GateDesign.ORDER,
        restart ? GateDesign.PER_EPOCH : GateDesign.NEVER,
        "scheduled",
        shape.paced(),
        shape.saturated(),
        shape.slice().toNanos(),
        pacedPerSecond,
        saturatedEvents,
        warmupEvents,
        looks,
        CONFIDENCE_PER_LOOK,
        rules,
        maxTime.toNanos());
  }

  /// A percentile that has too few requests in an epoch is never there, so it could never fail.
  private static void requireEnoughRequests(GateDesign design) {
    long needed = MinimumSamples.of(0.99);
    long requests = design.pacedRequests() * design.pacedSlices();
    boolean tailGates = design.gating().stream().anyMatch(it -> it.metric() == GateMetric.P99);
    if (tailGates && requests < needed) {
      throw new IllegalArgumentException(
          "p99 could never fail: an epoch has %d requests of an arm and the 99th percentile needs %d; give more --slices, a longer --slice or a higher --rate"
              .formatted(requests, needed));
    }
  }

  /// How long an epoch takes, roughly.
  Duration epochTime() {
    Duration slices =
        shape.slice().plus(AROUND_SLICE).multipliedBy(shape.paced() + shape.saturated());
    return slices.plus(shape.warmup()).plus(LAUNCH).multipliedBy(ARMS);
  }

  /// The least time in which the first look can be reached.
  public Duration leastTime() {
    Duration epoch = shape.slice().multipliedBy((long) ARMS * (shape.paced() + shape.saturated()));
    return epoch.multipliedBy(looks.getFirst());
  }

  private static void requireTime(String option, Duration time, Duration least, Duration most) {
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be between %d ms and %d s, but is %d ms"
              .formatted(option, least.toMillis(), most.toSeconds(), time.toMillis()));
    }
  }
}
