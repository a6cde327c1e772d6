package dev.spikebench.results.study;

import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.variation.Contrast;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges the claims of the first study by the ratios of Rust to TypeScript at equal levels.
///
/// The rule: *confirmed* where the interval of the ratio averaged over the levels lies on the
/// claimed side of 1 and no single combination's interval lies on the other; *refuted* where it is
/// the other way round; else *cannot tell*. So a claim that holds at some levels and not at others
/// is never confirmed.
public final class SeedClaims {

  /// The backend whose part the first study's Rust has.
  public static final String RUST = "rust-axum";

  /// The backend whose part the first study's TypeScript has.
  public static final String TYPESCRIPT = "node-express";

  private static final double MB = 1024.0 * 1024.0;

  /// The claims, in the order of the first study's analysis.
  public static final List<SeedClaim> ALL =
      List.of(
          new SeedClaim(
              StudyMetric.IDLE_MEMORY,
              "Rust needs 13 times less memory idle",
              8.3 * MB,
              106.7 * MB),
          new SeedClaim(
              StudyMetric.PEAK_MEMORY,
              "Rust needs 6 times less memory under load",
              27.8 * MB,
              175.0 * MB),
          new SeedClaim(
              StudyMetric.THROUGHPUT, "TypeScript has the higher throughput", 8_838, 10_958),
          new SeedClaim(
              StudyMetric.LATENCY_P50, "TypeScript has the lower median latency", 218, 92),
          new SeedClaim(
              StudyMetric.LATENCY_P95, "Rust has the lower 95th percentile latency", 278, 713),
          new SeedClaim(
              StudyMetric.LATENCY_P99, "Rust has the lower 99th percentile latency", 287, 1_801),
          new SeedClaim(StudyMetric.STARTUP, "TypeScript starts 2.4 times faster", 417, 171),
          new SeedClaim(StudyMetric.SIZE, "Rust is 34 times smaller", 3.5 * MB, 120 * MB));

  private SeedClaims() {}

  /// The answers to all claims.
  public static List<ClaimAnswer> answers(StudyData data) {
    return ALL.stream().map(it -> answer(data, it)).toList();
  }

  private static ClaimAnswer answer(StudyData data, SeedClaim claim) {
    String obstacle = obstacle(data);
    if (obstacle != null) {
      return ClaimAnswer.withheld(claim, obstacle);
    }
    Confidence confidence = Confidence.of(data.results().design().confidence());
    List<Contrast> contrasts =
        Contrast.atFixedLevels(
            data.design(),
            data.observations(claim.metric()),
            StudyFactor.BACKEND,
            RUST,
            TYPESCRIPT,
            confidence);
    if (contrasts.isEmpty()) {
      return ClaimAnswer.withheld(claim, "no round has a valid measurement of both");
    }
    LogRatio averaged =
        Contrast.averaged(
                data.design(),
                data.observations(claim.metric()),
                StudyFactor.BACKEND,
                RUST,
                TYPESCRIPT,
                confidence)
            .map(Contrast::ratio)
            .orElse(null);
    return judge(claim, contrasts.stream().map(Contrast::ratio).toList(), averaged);
  }

  /// The rule of this class.
  static ClaimAnswer judge(
      SeedClaim claim, List<LogRatio> atFixedLevels, @Nullable LogRatio averaged) {
    int agreeing = 0;
    int opposing = 0;
    for (LogRatio ratio : atFixedLevels) {
      agreeing += side(ratio) * claimedSide(claim) > 0 ? 1 : 0;
      opposing += side(ratio) * claimedSide(claim) < 0 ? 1 : 0;
    }
    int open = atFixedLevels.size() - agreeing - opposing;
    int overall = averaged == null ? 0 : side(averaged) * claimedSide(claim);
    ClaimVerdict verdict = ClaimVerdict.CANNOT_TELL;
    if (overall > 0 && opposing == 0) {
      verdict = ClaimVerdict.CONFIRMED;
    } else if (overall < 0 && agreeing == 0) {
      verdict = ClaimVerdict.REFUTED;
    }
    return new ClaimAnswer(claim, verdict, averaged, agreeing, opposing, open, null);
  }

  private static int claimedSide(SeedClaim claim) {
    return claim.ratio() > 1 ? 1 : -1;
  }

  /// The side of 1 on which the whole interval lies; 0 where it encloses 1 or there is none.
  private static int side(LogRatio ratio) {
    if (!(ratio.interval() instanceof Interval.Bounded bounded) || bounded.encloses(0)) {
      return 0;
    }
    return bounded.low() > 0 ? 1 : -1;
  }

  /// Why the two must not be compared at all; null where they may.
  static @Nullable String obstacle(StudyData data) {
    for (String id : List.of(RUST, TYPESCRIPT)) {
      Optional<BackendFacts> backend =
          data.results().backends().stream().filter(it -> it.id().equals(id)).findFirst();
      if (backend.isEmpty()) {
        return id + " was not part of the study";
      }
      if (!backend.get().measurable()) {
        return id + " could not be measured";
      }
      if (backend.get().notTuned()) {
        return id + " is marked not tuned";
      }
    }
    return null;
  }
}
