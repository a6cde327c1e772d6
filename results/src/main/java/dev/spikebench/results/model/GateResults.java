package dev.spikebench.results.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One session of a gate: everything that its verdict and reports may read.
///
/// @param kind always [#KIND]
/// @param schemaVersion version of the file's layout, `major.minor.patch`
/// @param tool the program that wrote it
/// @param run the run; its seed decides the order of the arms
/// @param environment where it took place
/// @param design how it was laid out
/// @param workload the load; its rate and number of events are the design's
/// @param metrics what the metrics of the rules mean
/// @param arms baseline, candidate and control
/// @param backends what is known of baseline and candidate, by these ids
/// @param launches launches in the order of starts
/// @param slices slices in the order of execution
/// @param faults what no statistics can weigh; empty where all went well
/// @param incomparable why the two sides must not be held against each other, a sentence each
/// @param conclusion what it ends with; null while it runs
public record GateResults(
    String kind,
    String schemaVersion,
    Tool tool,
    Run run,
    Environment environment,
    GateDesign design,
    WorkloadParameters workload,
    List<MetricDefinition> metrics,
    List<GateArm> arms,
    List<BackendFacts> backends,
    List<GateLaunch> launches,
    List<GateSlice> slices,
    List<GateFault> faults,
    List<String> incomparable,
    @Nullable GateConclusion conclusion) {

  /// The kind of all such files.
  public static final String KIND = "gate";

  /// The layout that this version writes.
  public static final String SCHEMA_VERSION = "1.0.0";

  private static final List<String> ARMS =
      List.of(GateArm.BASELINE, GateArm.CANDIDATE, GateArm.CONTROL);

  /// @throws IllegalArgumentException when a part is missing or contradicts another
  public GateResults {
    if (!KIND.equals(kind)) {
      throw Checks.bad("kind", kind, KIND);
    }
    Checks.text("schemaVersion", schemaVersion);
    Checks.present("tool", tool);
    Checks.present("run", run);
    Checks.present("environment", environment);
    Checks.present("design", design);
    Checks.present("workload", workload);
    metrics = Checks.list("metrics", metrics);
    arms = Checks.list("arms", arms);
    backends = Checks.list("backends", backends);
    launches = Checks.list("launches", launches);
    slices = Checks.list("slices", slices);
    faults = Checks.list("faults", faults);
    incomparable = Checks.texts("incomparable", incomparable);
    checkNames(design, metrics, arms);
    checkSlices(design, slices);
    checkLaunches(launches);
  }

  private static void checkNames(
      GateDesign design, List<MetricDefinition> metrics, List<GateArm> arms) {
    List<String> ids = arms.stream().map(GateArm::id).toList();
    if (!ids.equals(ARMS)) {
      throw Checks.bad("arms", ids, ARMS.toString());
    }
    Set<String> known = metrics.stream().map(MetricDefinition::id).collect(Collectors.toSet());
    for (GateRule rule : design.rules()) {
      if (!known.contains(rule.metric().text())) {
        throw Checks.bad("design.rules", rule.metric().text(), "defined in metrics");
      }
    }
  }

  private static void checkSlices(GateDesign design, List<GateSlice> slices) {
    GateSlice previous = null;
    int ofEpoch = 0;
    Set<String> ofSubRound = new HashSet<>();
    for (int index = 0; index < slices.size(); index++) {
      String place = "slices[" + index + "]";
      GateSlice slice = slices.get(index);
      checkArm(place + ".arm", slice.arm());
      if (slice.subRound() > design.slicesPerEpoch()) {
        throw Checks.bad(
            place + ".subRound", slice.subRound(), "at most " + design.slicesPerEpoch());
      }
      if (slice.paced() != slice.subRound() <= design.pacedSlices()) {
        throw Checks.bad(place + ".load", slice.load(), "that of its sub-round");
      }
      if (previous != null && !follows(previous, slice)) {
        throw Checks.bad(place, position(slice), "after " + position(previous));
      }
      boolean nextEpoch = previous != null && slice.epoch() > previous.epoch();
      if (nextEpoch && ofEpoch != slicesOfAnEpoch(design)) {
        throw Checks.bad(
            place,
            "of epoch " + slice.epoch(),
            "behind a whole epoch: slices of the one before are missing");
      }
      if (nextEpoch || previous == null || slice.subRound() > previous.subRound()) {
        ofSubRound.clear();
      }
      if (!ofSubRound.add(slice.arm())) {
        throw Checks.bad(place + ".arm", slice.arm(), "given once in its sub-round");
      }
      ofEpoch = nextEpoch ? 1 : ofEpoch + 1;
      previous = slice;
    }
  }

  private static int slicesOfAnEpoch(GateDesign design) {
    return design.slicesPerEpoch() * ARMS.size();
  }

  private static boolean follows(GateSlice previous, GateSlice slice) {
    if (slice.sequence() <= previous.sequence() || slice.epoch() < previous.epoch()) {
      return false;
    }
    if (slice.epoch() > previous.epoch()) {
      return true;
    }
    return slice.subRound() > previous.subRound()
        || (slice.subRound() == previous.subRound() && slice.slot() > previous.slot());
  }

  private static String position(GateSlice slice) {
    return "sequence %d, epoch %d, sub-round %d, slot %d"
        .formatted(slice.sequence(), slice.epoch(), slice.subRound(), slice.slot());
  }

  private static void checkLaunches(List<GateLaunch> launches) {
    for (int index = 0; index < launches.size(); index++) {
      checkArm("launches[" + index + "].arm", launches.get(index).arm());
    }
  }

  private static void checkArm(String field, String arm) {
    if (!ARMS.contains(arm)) {
      throw Checks.bad(field, arm, "one of " + ARMS);
    }
  }

  /// The arm of an id.
  ///
  /// @throws IllegalArgumentException when there is none
  public GateArm arm(String id) {
    return arms.stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Checks.bad("arm", id, "one of the session's"));
  }

  /// Epochs of which every slice is there.
  public int completeEpochs() {
    return slices.size() / slicesOfAnEpoch(design);
  }

  /// The same with a conclusion.
  public GateResults concluded(GateConclusion end) {
    return new GateResults(
        kind,
        schemaVersion,
        tool,
        run,
        environment,
        design,
        workload,
        metrics,
        arms,
        backends,
        launches,
        slices,
        faults,
        incomparable,
        end);
  }
}
