package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.design.Arm;
import dev.spikebench.results.design.PairedPlan;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.EpochRatios.EpochRatio;
import dev.spikebench.results.stats.paired.OrderEffect;
import dev.spikebench.results.stats.paired.SubRound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/// A made-up session of baseline, control and candidate on a made-up machine, judged by the usual
/// plan of looks.
///
/// @param machine logarithm of the machine's slowness, slot after slot
/// @param launchNoise standard deviation of the logarithm that a launch of an arm has for itself;
///   the paired one is √2 times as great
/// @param sliceNoise standard deviation of the logarithm that a slice has for itself
/// @param effects logarithm of how much more each arm costs, by id
/// @param firstSlotPenalty logarithm of how much more the first slot of a sub-round costs
/// @param fixedOrder whether every sub-round has the arms in the same order
record SimulatedSession(
    Function<Random, DoubleSupplier> machine,
    double launchNoise,
    double sliceNoise,
    Map<String, Double> effects,
    double firstSlotPenalty,
    boolean fixedOrder) {

  static final String BASELINE = "baseline";
  static final String CONTROL = "control";
  static final String CANDIDATE = "candidate";

  static final MetricRule RULE = MetricRule.usual("cpuPerEventNs", Direction.LOWER_IS_BETTER);

  private static final int SLICES = 10;
  private static final int ORDERS = 50;

  // The candidate stands first, so that a fixed order with a penalty makes it look worse.
  private static final List<Arm> ARMS =
      List.of(
          new Arm(CANDIDATE, Arm.Role.CANDIDATE),
          new Arm(BASELINE, Arm.Role.BASELINE),
          new Arm(CONTROL, Arm.Role.CONTROL));

  private static final List<String> IDS = ARMS.stream().map(Arm::id).toList();

  private static final Map<Long, List<List<String>>> SCHEDULES = new ConcurrentHashMap<>();

  static SimulatedSession quiet(double pairedNoise) {
    return new SimulatedSession(
        random -> () -> 0, pairedNoise / Math.sqrt(2), 0.02, Map.of(), 0, false);
  }

  SimulatedSession on(Function<Random, DoubleSupplier> other) {
    return new SimulatedSession(
        other, launchNoise, sliceNoise, effects, firstSlotPenalty, fixedOrder);
  }

  SimulatedSession with(String arm, double change) {
    Map<String, Double> changed = new TreeMap<>(effects);
    changed.put(arm, Math.log1p(change));
    return new SimulatedSession(
        machine, launchNoise, sliceNoise, changed, firstSlotPenalty, fixedOrder);
  }

  SimulatedSession withFirstSlotPenalty(double penalty, boolean fixed) {
    return new SimulatedSession(
        machine, launchNoise, sliceNoise, effects, Math.log1p(penalty), fixed);
  }

  /// What the session ends with.
  LookPlan.Outcome run(long seed) {
    LookPlan plan = LookPlan.usual(1);
    Recorder recorder = new Recorder(seed);
    int epochs = plan.looks().getFirst();
    while (true) {
      recorder.measureUpTo(epochs);
      Verdict verdict =
          Judge.judge(RULE, recorder.evidence(plan.confidence()), plan.confidence()).verdict();
      switch (plan.step(epochs, List.of(verdict))) {
        case LookPlan.Step.GoOn(int next) -> epochs = next;
        case LookPlan.Step.Stop(int ignored, LookPlan.Outcome outcome) -> {
          return outcome;
        }
      }
    }
  }

  /// Measures epoch after epoch.
  private final class Recorder {
    private final Random random;
    private final DoubleSupplier slowness;
    private final List<List<String>> schedule;
    private final List<SubRound> all = new ArrayList<>();
    private final List<EpochRatio> candidate = new ArrayList<>();
    private final List<EpochRatio> control = new ArrayList<>();

    Recorder(long seed) {
      random = new Random(seed);
      slowness = machine.apply(random);
      schedule = SCHEDULES.computeIfAbsent(seed % ORDERS, SimulatedSession::schedule);
    }

    void measureUpTo(int epochs) {
      while (candidate.size() < epochs) {
        List<SubRound> epoch = epoch(candidate.size() + 1);
        all.addAll(epoch);
        candidate.addAll(
            EpochRatios.ofSlices(epoch, CANDIDATE, BASELINE, RULE.direction()).epochs());
        control.addAll(EpochRatios.ofSlices(epoch, CONTROL, BASELINE, RULE.direction()).epochs());
      }
    }

    Evidence evidence(Confidence confidence) {
      return new Evidence(
          new EpochRatios(candidate, List.of()),
          new EpochRatios(control, List.of()),
          OrderEffect.of(all, RULE.direction(), confidence),
          all.size(),
          0);
    }

    private List<SubRound> epoch(int number) {
      Map<String, Double> launches = new HashMap<>();
      for (String arm : IDS) {
        launches.put(arm, launchNoise * random.nextGaussian() + effects.getOrDefault(arm, 0.0));
      }
      List<SubRound> epoch = new ArrayList<>();
      for (int subRound = 0; subRound < SLICES; subRound++) {
        List<String> order = fixedOrder ? IDS : schedule.get((number - 1) * SLICES + subRound);
        List<SubRound.Slice> slices = new ArrayList<>();
        for (String arm : order) {
          double log =
              launches.getOrDefault(arm, 0.0)
                  + slowness.getAsDouble()
                  + sliceNoise * random.nextGaussian()
                  + (slices.isEmpty() ? firstSlotPenalty : 0);
          slices.add(SubRound.Slice.of(arm, 20_000 * Math.exp(log)));
        }
        epoch.add(new SubRound(number, slices));
      }
      return epoch;
    }
  }

  private static List<List<String>> schedule(long seed) {
    PairedPlan plan = new PairedPlan(ARMS, SLICES, seed);
    List<List<String>> subRounds = new ArrayList<>();
    for (int epoch = 1; epoch <= LookPlan.usual(1).mostEpochs(); epoch++) {
      List<PairedPlan.Slice> slices =
          plan.slices(epoch).stream()
              .sorted(
                  Comparator.comparingInt(PairedPlan.Slice::subRound)
                      .thenComparingInt(PairedPlan.Slice::slot))
              .toList();
      for (int first = 0; first < slices.size(); first += ARMS.size()) {
        subRounds.add(
            slices.subList(first, first + ARMS.size()).stream().map(it -> it.arm().id()).toList());
      }
    }
    return subRounds;
  }
}
