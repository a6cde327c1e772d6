package dev.spikebench.results.gate;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.design.Arm;
import dev.spikebench.results.design.PairedPlan;
import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateLaunch;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Made-up sessions of a gate, with effects that are known because they were put in. Each change
/// returns the fixture, so that a test says what differs.
public final class GateFixtures {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
  private static final int EVENTS = 6_000;
  private static final double CPU_NS = 40_000;
  private static final double P50_NS = 2_000_000;
  private static final List<Arm> ARMS =
      List.of(
          new Arm(GateArm.BASELINE, Arm.Role.BASELINE),
          new Arm(GateArm.CANDIDATE, Arm.Role.CANDIDATE),
          new Arm(GateArm.CONTROL, Arm.Role.CONTROL));

  private final Map<String, Double> cpu = new HashMap<>();
  private final Map<String, Double> p50 = new HashMap<>();
  private final List<GateFault> faults = new ArrayList<>();
  private final List<String> incomparable = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private List<Integer> looks = List.of(9, 15, 21);
  private int epochs = 9;
  private int pacedSlices = 3;
  private int saturatedSlices = 1;
  private double launchNoise = 0.02;
  private double sliceNoise = 0.01;
  private double firstSlot;
  private boolean fixedOrder;
  private int stalledEpoch;
  private int droppedEpochs;
  private int requests = 200;
  private @Nullable String withoutCpu;
  private RunStatus status = RunStatus.COMPLETE;
  private long seed = 7;
  private @Nullable List<GateRule> rules;
  private @Nullable List<List<String>> commands;
  private String baselineHash = "ab";
  private String candidateHash = "cd";

  /// A session of an artifact against itself.
  public static GateFixtures same() {
    return new GateFixtures();
  }

  /// What an arm costs more, as a share: CPU time and latency alike.
  public GateFixtures slower(String arm, double share) {
    cpu.put(arm, share);
    p50.put(arm, share);
    return this;
  }

  /// What an arm's requests take longer, as a share.
  public GateFixtures later(String arm, double share) {
    p50.put(arm, share);
    return this;
  }

  /// Standard deviation of the logarithm that a launch has for itself.
  public GateFixtures launchNoise(double deviation) {
    launchNoise = deviation;
    return this;
  }

  /// What the first slot of a sub-round costs more, as a share.
  public GateFixtures firstSlot(double share, boolean fixed) {
    firstSlot = share;
    fixedOrder = fixed;
    return this;
  }

  public GateFixtures epochs(int number) {
    epochs = number;
    return this;
  }

  public GateFixtures looks(Integer... numbers) {
    looks = List.of(numbers);
    return this;
  }

  public GateFixtures slices(int paced, int saturated) {
    pacedSlices = paced;
    saturatedSlices = saturated;
    return this;
  }

  /// Requests of a slice.
  public GateFixtures requests(int number) {
    requests = number;
    return this;
  }

  /// The candidate takes ten times as long in this epoch.
  public GateFixtures stalled(int epoch) {
    stalledEpoch = epoch;
    return this;
  }

  /// In the first sub-round of so many epochs the load generator was the limit.
  public GateFixtures dropped(int number) {
    droppedEpochs = number;
    return this;
  }

  /// The CPU time of this arm could not be read.
  public GateFixtures withoutCpu(String arm) {
    withoutCpu = arm;
    return this;
  }

  public GateFixtures fault(GateFault.Kind kind, String arm, String sentence) {
    faults.add(new GateFault(kind, arm, sentence));
    return this;
  }

  public GateFixtures incomparable(String sentence) {
    incomparable.add(sentence);
    return this;
  }

  /// First two letters of the hashes of both sides' artifacts.
  public GateFixtures artifacts(String baseline, String candidate) {
    baselineHash = baseline;
    candidateHash = candidate;
    return this;
  }

  /// What each side is started by, baseline first.
  public GateFixtures commands(List<String> baseline, List<String> candidate) {
    commands = List.of(baseline, candidate);
    return this;
  }

  public GateFixtures warning(String sentence) {
    warnings.add(sentence);
    return this;
  }

  public GateFixtures status(RunStatus end) {
    status = end;
    return this;
  }

  public GateFixtures seed(long number) {
    seed = number;
    return this;
  }

  public GateFixtures rules(GateRule... others) {
    rules = List.of(others);
    return this;
  }

  /// The usual rule of a metric.
  public static GateRule rule(GateMetric metric, boolean gates, double tolerance) {
    return new GateRule(metric, gates, tolerance, 0, false);
  }

  private List<GateRule> usedRules() {
    return rules != null
        ? rules
        : List.of(
            rule(GateMetric.CPU, true, 0.05),
            rule(GateMetric.P50, true, 0.05),
            rule(GateMetric.P99, false, 0.25),
            rule(GateMetric.THROUGHPUT, false, 0.1),
            rule(GateMetric.RSS, false, 0.1),
            rule(GateMetric.STARTUP, false, 0.2));
  }

  /// The session, without its conclusion.
  public GateResults build() {
    Random random = new Random(seed);
    PairedPlan plan = new PairedPlan(ARMS, pacedSlices + saturatedSlices, seed);
    List<GateLaunch> launches = new ArrayList<>();
    List<GateSlice> slices = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Map<String, Double> luck = new HashMap<>();
      int place = 1;
      for (Arm arm : plan.starts(epoch)) {
        luck.put(arm.id(), launchNoise * random.nextGaussian());
        launches.add(launch(epoch, place++, arm.id(), random));
      }
      for (PairedPlan.Slice planned : order(plan, epoch)) {
        slices.add(
            slice(slices.size() + 1, planned, luck.getOrDefault(planned.arm().id(), 0.0), random));
      }
    }
    return results(launches, slices);
  }

  private List<PairedPlan.Slice> order(PairedPlan plan, int epoch) {
    if (!fixedOrder) {
      return plan.slices(epoch);
    }
    List<PairedPlan.Slice> slices = new ArrayList<>();
    for (int subRound = 1; subRound <= pacedSlices + saturatedSlices; subRound++) {
      for (int slot = 1; slot <= ARMS.size(); slot++) {
        // The candidate comes first, so that a penalty for the first makes it look worse.
        slices.add(new PairedPlan.Slice(epoch, subRound, slot, ARMS.get(slot % ARMS.size())));
      }
    }
    return slices;
  }

  private GateLaunch launch(int epoch, int place, String arm, Random random) {
    double noise = Math.exp(0.01 * random.nextGaussian());
    return new GateLaunch(
        epoch,
        place,
        arm,
        new Identity(1_000 + epoch, true),
        Measurement.of(500e6 * noise),
        Measurement.of(150e6 * noise),
        3_000_000_000L,
        Fact.of("NORMAL"));
  }

  private GateSlice slice(int sequence, PairedPlan.Slice place, double luck, Random random) {
    String arm = place.arm().id();
    boolean paced = place.subRound() <= pacedSlices;
    double noise = luck + sliceNoise * random.nextGaussian();
    double stall = place.epoch() == stalledEpoch && arm.equals(GateArm.CANDIDATE) ? 10 : 1;
    double first = place.slot() == 1 ? 1 + firstSlot : 1;
    double worse = stall * first * Math.exp(noise);
    double cpuNs = CPU_NS * (1 + cpu.getOrDefault(arm, 0.0)) * worse * EVENTS;
    double latencyNs = P50_NS * (1 + p50.getOrDefault(arm, 0.0)) * worse;
    boolean drops = place.epoch() <= droppedEpochs && place.subRound() == 1 && place.slot() == 1;
    return new GateSlice(
        sequence,
        place.epoch(),
        place.subRound(),
        place.slot(),
        arm,
        paced ? GateSlice.PACED : GateSlice.SATURATED,
        START.plusSeconds(10).plusMillis(500L * sequence),
        (long) (400e6 * (paced ? 1 : worse)),
        new LoadCounts(EVENTS, EVENTS, (long) EVENTS, requests, 0, 0),
        arm.equals(withoutCpu)
            ? Measurement.unavailable("the system does not tell it")
            : Measurement.of(Math.rint(cpuNs)),
        paced && requests > 0 ? histogram(latencyNs) : null,
        "TARGET_BOUND",
        new Interference(0.31, 0.0, 12.0, 0, null),
        drops ? "the load generator itself was the limit" : null);
  }

  /// Requests around a median, evenly spread from half of it to half more.
  private String histogram(double medianNs) {
    Histogram histogram = new Histogram(3);
    for (int request = 0; request < requests; request++) {
      histogram.recordValue((long) (medianNs * (0.5 + (request + 0.5) / requests)));
    }
    return HistogramCodec.encode(histogram);
  }

  private GateResults results(List<GateLaunch> launches, List<GateSlice> slices) {
    return new GateResults(
        GateResults.KIND,
        GateResults.SCHEMA_VERSION,
        new Tool("spikebench", "0.1.0", "0123456789abcdef0123456789abcdef01234567"),
        run(),
        Scenarios.quietEnvironment(),
        design(),
        workload(),
        usedRules().stream().map(GateRule::metric).map(GateMetric::definition).toList(),
        arms(),
        backends(),
        launches,
        slices,
        faults,
        incomparable,
        null);
  }

  private Run run() {
    return new Run(
        "20260304T050607Z",
        START,
        START.plusSeconds(600),
        status,
        seed,
        List.of("gate", "--baseline", "git:main", "--candidate", "."),
        null,
        warnings);
  }

  private GateDesign design() {
    return new GateDesign(
        GateDesign.PROTOCOL,
        GateDesign.ORDER,
        GateDesign.PER_EPOCH,
        "scheduled",
        pacedSlices,
        saturatedSlices,
        400_000_000L,
        300,
        12_000,
        90_000,
        looks,
        0.9915,
        usedRules(),
        900_000_000_000L);
  }

  private static WorkloadParameters workload() {
    return new WorkloadParameters(
        "spec",
        20_000,
        40,
        50,
        500,
        100,
        false,
        "sequential",
        "closed",
        0,
        null,
        "ab".repeat(32),
        Map.of("id", "spec"));
  }

  private static List<GateArm> arms() {
    String commit = "89abcdef0123456789abcdef0123456789abcdef";
    return List.of(
        new GateArm(GateArm.BASELINE, "git:main", "java-undertow", commit, false, null, 0),
        new GateArm(GateArm.CANDIDATE, ".", "java-undertow", commit, true, null, 0),
        new GateArm(GateArm.CONTROL, "git:main", "java-undertow", commit, false, null, 0));
  }

  private List<BackendFacts> backends() {
    BackendFacts baseline = backend(GateArm.BASELINE, baselineHash);
    BackendFacts candidate = backend(GateArm.CANDIDATE, candidateHash);
    return commands == null
        ? List.of(baseline, candidate)
        : List.of(
            baseline.withOrigin(null, commands.getFirst()),
            candidate.withOrigin(null, commands.getLast()));
  }

  private static BackendFacts backend(String id, String hash) {
    BackendFacts like = Scenarios.java().facts();
    return new BackendFacts(
        id,
        like.name(),
        like.language(),
        like.framework(),
        null,
        like.parity(),
        like.durability(),
        Fact.of(hash.repeat(32)),
        like.runtimeSizeNote());
  }
}
