package dev.spikebench.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateVerdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whole sessions, from raw slices to the verdict, also of those that the clock ended. Seeds are
/// fixed, so each share is a fact; the bounds are those promised.
class GateSessionSimulationTest {
  private static final int SESSIONS = 600;

  @Test
  void identicalArtifactsHardlyEverFailWhereverTheClockEndsTheSession() {
    Random clock = new Random(1);
    int failed = 0;
    for (int seed = 0; seed < SESSIONS; seed++) {
      failed += failed(cpuAlone(seed).launchNoise(0.1).epochs(8 + clock.nextInt(13)));
    }
    assertThat(failed).isLessThanOrEqualTo((int) (0.015 * SESSIONS));
  }

  @Test
  void aFifthMoreIsFoundWhereTheLaunchesDifferByFivePercent() {
    int failed = 0;
    for (int seed = 0; seed < SESSIONS; seed++) {
      // Two launches stand behind a ratio, so each has the share of one.
      GateFixtures session = cpuAlone(seed).launchNoise(0.05 / Math.sqrt(2)).epochs(20);
      failed += failed(session.slower(GateArm.CANDIDATE, 0.2));
    }
    assertThat(failed).isGreaterThanOrEqualTo((int) (0.98 * SESSIONS));
  }

  private static GateFixtures cpuAlone(int seed) {
    return GateFixtures.same()
        .rules(GateFixtures.rule(GateMetric.CPU, true, 0.05))
        .looks(8, 14, 20)
        .slices(3, 0)
        .requests(0)
        .seed(seed);
  }

  private static int failed(GateFixtures session) {
    return GateJudge.judge(session.build()).verdict() == GateVerdict.REGRESSED ? 1 : 0;
  }
}
