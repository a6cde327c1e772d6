package dev.spikebench.results.stats.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.EpochRatios.EpochRatio;
import dev.spikebench.results.stats.paired.OrderEffect;
import dev.spikebench.results.stats.paired.SignedRank;
import dev.spikebench.results.stats.verdict.LookPlan.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/// What share of made-up sessions gets which verdict. Seeds are fixed, so each share is a fact; the
/// bounds are those promised.
class GateSimulationTest {

  private static final int SESSIONS = 2_000;

  @Test
  void identicalArtifactsHardlyEverFailOnAQuietMachine() {
    Map<Outcome, Double> shares = shares(SimulatedSession.quiet(0.03), SESSIONS);
    assertThat(share(shares, Outcome.FAIL)).isLessThanOrEqualTo(0.015);
    assertThat(share(shares, Outcome.PASS)).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void identicalArtifactsHardlyEverFailOnADriftingMachine() {
    SimulatedSession session = SimulatedSession.quiet(0.04).on(GateSimulationTest::drift);
    assertThat(share(shares(session, SESSIONS), Outcome.FAIL)).isLessThanOrEqualTo(0.015);
  }

  @Test
  void identicalArtifactsHardlyEverFailBesideABusyNeighbour() {
    SimulatedSession session = SimulatedSession.quiet(0.04).on(GateSimulationTest::neighbour);
    assertThat(share(shares(session, SESSIONS), Outcome.FAIL)).isLessThanOrEqualTo(0.015);
  }

  @Test
  void identicalArtifactsHardlyEverFailHoweverNoisyTheirLaunches() {
    Map<Outcome, Double> shares = shares(SimulatedSession.quiet(0.33), SESSIONS);
    assertThat(share(shares, Outcome.FAIL)).isLessThanOrEqualTo(0.015);
    assertThat(share(shares, Outcome.INCONCLUSIVE)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void identicalArtifactsMostlyPassAtFivePercentNoise() {
    assertThat(share(shares(SimulatedSession.quiet(0.05), 1_000), Outcome.PASS))
        .isGreaterThanOrEqualTo(0.78);
  }

  @Test
  void tenAndTwentyPercentAreSeenAtFivePercentNoise() {
    SimulatedSession session = SimulatedSession.quiet(0.05);
    assertThat(share(slower(session, 0.1), Outcome.FAIL)).isGreaterThanOrEqualTo(0.98);
    assertThat(share(slower(session, 0.2), Outcome.FAIL)).isGreaterThanOrEqualTo(0.995);
  }

  @Test
  void tenAndTwentyPercentAreMostlySeenAtEightPercentNoise() {
    SimulatedSession session = SimulatedSession.quiet(0.08);
    assertThat(share(slower(session, 0.1), Outcome.FAIL)).isGreaterThanOrEqualTo(0.91);
    assertThat(share(slower(session, 0.2), Outcome.FAIL)).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void anImprovementNeverFails() {
    assertThat(share(slower(SimulatedSession.quiet(0.05), -0.1), Outcome.FAIL)).isZero();
  }

  @Test
  void aPenaltyForTheFirstSlotIsNeverTakenForARegression() {
    SimulatedSession fixed = SimulatedSession.quiet(0.04).withFirstSlotPenalty(0.05, true);
    Map<Outcome, Double> shares = shares(fixed, 1_000);
    assertThat(share(shares, Outcome.FAIL)).isLessThanOrEqualTo(0.015);
    assertThat(share(shares, Outcome.INCONCLUSIVE)).isCloseTo(1, within(1e-9));
    SimulatedSession balanced = SimulatedSession.quiet(0.04).withFirstSlotPenalty(0.05, false);
    assertThat(share(shares(balanced, 1_000), Outcome.FAIL)).isLessThanOrEqualTo(0.015);
  }

  @Test
  void aControlThatMovedMakesTheSessionInconclusive() {
    SimulatedSession session = SimulatedSession.quiet(0.02).with(SimulatedSession.CONTROL, 0.08);
    assertThat(share(shares(session, 1_000), Outcome.INCONCLUSIVE)).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void aMachineThatSlowedForAllArmsIsNotBlamedOnTheCandidate() {
    SimulatedSession session =
        SimulatedSession.quiet(0.04)
            .with(SimulatedSession.CANDIDATE, 0.3)
            .with(SimulatedSession.BASELINE, 0.3)
            .with(SimulatedSession.CONTROL, 0.3);
    assertThat(share(shares(session, 1_000), Outcome.FAIL)).isLessThanOrEqualTo(0.015);
  }

  @Test
  void twelveComparisonsOfIdenticalArtifactsHardlyEverFail() {
    LookPlan plan = LookPlan.usual(12);
    int failed = 0;
    for (int session = 0; session < 1_000; session++) {
      Random random = new Random(session);
      List<EpochRatios> comparisons = new ArrayList<>();
      for (int comparison = 0; comparison < 12; comparison++) {
        comparisons.add(noise(random, plan.mostEpochs(), 0.15));
      }
      failed += outcome(plan, comparisons) == Outcome.FAIL ? 1 : 0;
    }
    assertThat(failed / 1_000.0).isLessThanOrEqualTo(0.015);
  }

  private static Outcome outcome(LookPlan plan, List<EpochRatios> comparisons) {
    EpochRatios control = noise(new Random(0), plan.mostEpochs(), 0);
    OrderEffect order =
        new OrderEffect.Measured(SignedRank.of(new double[8], plan.confidence()), false);
    int epochs = plan.looks().getFirst();
    while (true) {
      int last = epochs;
      List<Verdict> verdicts =
          comparisons.stream()
              .map(it -> new Evidence(it.upTo(last), control.upTo(last), order, last, 0))
              .map(it -> Judge.judge(SimulatedSession.RULE, it, plan.confidence()).verdict())
              .toList();
      switch (plan.step(epochs, verdicts)) {
        case LookPlan.Step.GoOn(int next) -> epochs = next;
        case LookPlan.Step.Stop(int ignored, Outcome outcome) -> {
          return outcome;
        }
      }
    }
  }

  private static EpochRatios noise(Random random, int epochs, double deviation) {
    List<EpochRatio> ratios = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      ratios.add(new EpochRatio(epoch, deviation * random.nextGaussian(), 20_000));
    }
    return new EpochRatios(ratios, List.of());
  }

  private static Map<Outcome, Double> slower(SimulatedSession session, double change) {
    return shares(session.with(SimulatedSession.CANDIDATE, change), 1_000);
  }

  private static double share(Map<Outcome, Double> shares, Outcome outcome) {
    return shares.getOrDefault(outcome, 0.0);
  }

  private static Map<Outcome, Double> shares(SimulatedSession session, int sessions) {
    Map<Outcome, Double> shares = new EnumMap<>(Outcome.class);
    for (int seed = 0; seed < sessions; seed++) {
      shares.merge(session.run(seed), 1.0 / sessions, Double::sum);
    }
    return shares;
  }

  /// A first-order autoregressive walk with a standard deviation of 10 % that forgets in 12 slots.
  private static DoubleSupplier drift(Random random) {
    double kept = Math.exp(-1 / 12.0);
    double[] state = {0.1 * random.nextGaussian()};
    return () -> {
      state[0] = kept * state[0] + 0.1 * Math.sqrt(1 - kept * kept) * random.nextGaussian();
      return state[0];
    };
  }

  /// A neighbour that comes and goes, on average every 20 slots, and costs 30 % while it is there.
  private static DoubleSupplier neighbour(Random random) {
    boolean[] there = {random.nextBoolean()};
    return () -> {
      there[0] ^= random.nextInt(20) == 0;
      return there[0] ? Math.log(1.3) : 0;
    };
  }
}
