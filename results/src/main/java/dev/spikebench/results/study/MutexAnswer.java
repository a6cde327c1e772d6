package dev.spikebench.results.study;

import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.paired.SignedRank;
import dev.spikebench.results.stats.variation.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to the first study's explanation of its own gap in throughput: that Rust lost because
/// a mutex serialises its writes. All backends here write through one connection whatever their
/// strategy, so the mutex is never what differs. Where the settings alone move Rust by more than
/// the whole gap, the mutex is not needed to explain it. A study that does not vary the mutex
/// cannot confirm the claim.
///
/// @param verdict refuted or cannot tell
/// @param settings throughput of Rust with a commit an event at `NORMAL` against that at `FULL`,
///   which are the first study's two settings; null where it was not measured
/// @param equal throughput of Rust against TypeScript with a commit an event at `NORMAL` in both;
///   null where it was not measured
/// @param asPublished throughput of Rust at `FULL` against TypeScript at `NORMAL`, as the first
///   study ran them; null where it was not measured
public record MutexAnswer(
    ClaimVerdict verdict,
    @Nullable LogRatio settings,
    @Nullable LogRatio equal,
    @Nullable LogRatio asPublished) {

  /// How many times TypeScript's throughput was Rust's in the first study.
  public static final double PUBLISHED_GAP = 10_958.0 / 8_838.0;

  private static final String PER_EVENT = "per-event";

  /// The answer of a study.
  public static MutexAnswer of(StudyData data) {
    if (SeedClaims.obstacle(data) != null) {
      return new MutexAnswer(ClaimVerdict.CANNOT_TELL, null, null, null);
    }
    Treatment rustNormal = cell(data, SeedClaims.RUST, "NORMAL");
    Treatment rustFull = cell(data, SeedClaims.RUST, "FULL");
    Treatment typescript = cell(data, SeedClaims.TYPESCRIPT, "NORMAL");
    LogRatio settings = ratio(data, rustNormal, rustFull);
    return new MutexAnswer(
        settings != null
                && settings.interval() instanceof Interval.Bounded bounded
                && bounded.low() > Math.log(PUBLISHED_GAP)
            ? ClaimVerdict.REFUTED
            : ClaimVerdict.CANNOT_TELL,
        settings,
        ratio(data, rustNormal, typescript),
        ratio(data, rustFull, typescript));
  }

  /// A cell of the first study: a commit an event, the first levels of all else.
  private static Treatment cell(StudyData data, String backend, String synchronous) {
    Map<String, String> levels = new LinkedHashMap<>();
    data.results().design().factors().forEach(it -> levels.put(it.name(), it.levels().getFirst()));
    levels.put(StudyFactor.BACKEND, backend);
    levels.put(StudyFactor.STRATEGY, PER_EVENT);
    levels.put(StudyFactor.SYNCHRONOUS, synchronous);
    return new Treatment(levels);
  }

  private static @Nullable LogRatio ratio(StudyData data, Treatment above, Treatment below) {
    Map<Integer, Double> reference = byRound(data, below);
    List<Double> differences = new ArrayList<>();
    byRound(data, above)
        .forEach(
            (round, value) -> {
              Double other = reference.get(round);
              if (other != null) {
                differences.add(Math.log(value / other));
              }
            });
    return differences.isEmpty()
        ? null
        : SignedRank.of(
            differences.stream().mapToDouble(Double::doubleValue).toArray(),
            Confidence.of(data.results().design().confidence()));
  }

  private static Map<Integer, Double> byRound(StudyData data, Treatment cell) {
    Map<Integer, Double> values = new LinkedHashMap<>();
    for (Observation observation : data.observations(StudyMetric.THROUGHPUT)) {
      if (observation.treatment().equals(cell)) {
        values.put(observation.round(), observation.value());
      }
    }
    return values;
  }
}
