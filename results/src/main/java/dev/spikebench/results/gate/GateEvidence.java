package dev.spikebench.results.gate;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateLaunch;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.OrderStatistics;
import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.EpochRatios.Pair;
import dev.spikebench.results.stats.paired.OrderEffect;
import dev.spikebench.results.stats.paired.SubRound;
import dev.spikebench.results.stats.percentile.MinimumSamples;
import dev.spikebench.results.stats.verdict.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Turns the raw slices and launches of a session into the evidence of one metric. Nothing but what
/// the file holds is used, so a stranger can do it again. Used by one thread.
public final class GateEvidence {
  private static final double MEDIAN = 0.5;
  private static final double NINETY_NINTH = 0.99;
  private static final double NS_PER_SECOND = 1e9;

  private final GateResults results;
  private final Map<Integer, Histogram> decoded = new HashMap<>();

  /// Evidence of a session.
  public GateEvidence(GateResults results) {
    this.results = results;
  }

  /// What the first epochs say of a metric.
  ///
  /// @param epochs number of whole epochs to use
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public Evidence of(GateMetric metric, int epochs, Confidence confidence) {
    List<SubRound> subRounds = subRounds(metric, epochs);
    Direction direction = metric.direction();
    long dropped = subRounds.stream().filter(it -> !it.usable()).count();
    return new Evidence(
        ratios(metric, epochs, subRounds, GateArm.CANDIDATE),
        ratios(metric, epochs, subRounds, GateArm.CONTROL),
        OrderEffect.of(subRounds, direction, confidence),
        subRounds.size(),
        (int) dropped);
  }

  /// The turns of all arms in which the metric was measured: sub-rounds of slices, or the starts of
  /// an epoch.
  List<SubRound> subRounds(GateMetric metric, int epochs) {
    return metric.ofLaunches() ? starts(metric, epochs) : slices(metric, epochs);
  }

  /// The ratio of an arm to the baseline, once an epoch.
  private EpochRatios ratios(GateMetric metric, int epochs, List<SubRound> subRounds, String arm) {
    Direction direction = metric.direction();
    return switch (metric) {
      case CPU, THROUGHPUT, RSS, STARTUP ->
          EpochRatios.ofSlices(subRounds, arm, GateArm.BASELINE, direction);
      case P50 -> EpochRatios.ofValues(percentiles(arm, epochs, MEDIAN), direction);
      case P99 -> EpochRatios.ofValues(percentiles(arm, epochs, NINETY_NINTH), direction);
    };
  }

  private List<SubRound> slices(GateMetric metric, int epochs) {
    boolean paced = metric != GateMetric.THROUGHPUT;
    Map<Integer, List<GateSlice>> bySubRound = new TreeMap<>();
    for (GateSlice slice : results.slices()) {
      if (slice.epoch() <= epochs && slice.paced() == paced) {
        int place = slice.epoch() * results.design().slicesPerEpoch() + slice.subRound();
        bySubRound.computeIfAbsent(place, it -> new ArrayList<>()).add(slice);
      }
    }
    return bySubRound.values().stream()
        .map(
            slices ->
                new SubRound(
                    slices.getFirst().epoch(),
                    slices.stream()
                        .map(it -> new SubRound.Slice(it.arm(), value(metric, it), it.dropped()))
                        .toList()))
        .toList();
  }

  private @Nullable Double value(GateMetric metric, GateSlice slice) {
    long events = slice.counts().eventsAcknowledged();
    return switch (metric) {
      case CPU -> {
        Double cpuNs = slice.cpuNs().value();
        yield cpuNs == null || events == 0 ? null : (Double) (cpuNs / events);
      }
      case THROUGHPUT ->
          slice.elapsedNs() == 0 ? null : (Double) (events * NS_PER_SECOND / slice.elapsedNs());
      case P50 -> percentile(List.of(slice), MEDIAN);
      // A slice has too few requests for it: whether its place matters is told by its median.
      case P99 -> percentile(List.of(slice), MEDIAN);
      case RSS, STARTUP -> null;
    };
  }

  private List<SubRound> starts(GateMetric metric, int epochs) {
    Map<Integer, List<GateLaunch>> byEpoch = new TreeMap<>();
    for (GateLaunch launch : results.launches()) {
      if (launch.epoch() <= epochs) {
        byEpoch.computeIfAbsent(launch.epoch(), it -> new ArrayList<>()).add(launch);
      }
    }
    return byEpoch.entrySet().stream()
        .map(
            epoch ->
                new SubRound(
                    epoch.getKey(),
                    epoch.getValue().stream()
                        .sorted(Comparator.comparingInt(GateLaunch::place))
                        .map(it -> new SubRound.Slice(it.arm(), value(metric, it), null))
                        .toList()))
        .toList();
  }

  private static @Nullable Double value(GateMetric metric, GateLaunch launch) {
    return metric == GateMetric.RSS ? launch.peakRssBytes().value() : launch.startupNs().value();
  }

  /// A percentile of all requests of an epoch's usable paced slices, of the arm and of the
  /// baseline.
  private List<Pair> percentiles(String arm, int epochs, double quantile) {
    List<Pair> pairs = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      pairs.add(
          new Pair(
              epoch,
              percentile(usable(epoch, arm), quantile),
              percentile(usable(epoch, GateArm.BASELINE), quantile)));
    }
    return pairs;
  }

  private List<GateSlice> usable(int epoch, String arm) {
    List<GateSlice> paced =
        results.slices().stream().filter(it -> it.epoch() == epoch && it.paced()).toList();
    List<Integer> dropped =
        paced.stream().filter(it -> it.dropped() != null).map(GateSlice::subRound).toList();
    return paced.stream()
        .filter(it -> it.arm().equals(arm) && !dropped.contains(it.subRound()))
        .toList();
  }

  /// The percentile of the requests of some slices; null where they are too few for it.
  private @Nullable Double percentile(List<GateSlice> slices, double quantile) {
    List<Histogram> histograms =
        slices.stream().filter(it -> it.latencyHistogram() != null).map(this::histogram).toList();
    Histogram merged = HistogramCodec.merge(histograms);
    return merged.getTotalCount() < MinimumSamples.of(quantile)
        ? null
        : (Double) OrderStatistics.quantile(merged, quantile);
  }

  /// The median latency of a slice in ns; null where it has too few requests.
  ///
  /// @throws dev.spikebench.results.ResultsException when its histogram is damaged
  public @Nullable Double median(GateSlice slice) {
    return percentile(List.of(slice), MEDIAN);
  }

  private Histogram histogram(GateSlice slice) {
    return decoded.computeIfAbsent(
        slice.sequence(),
        sequence ->
            HistogramCodec.decode(
                "slice " + sequence,
                Objects.requireNonNull(slice.latencyHistogram(), "asked for before")));
  }

  /// The value of an arm in the middle of the epochs; null where it has none.
  ///
  /// @param epochs number of whole epochs to use
  public @Nullable Double typical(GateMetric metric, String arm, int epochs) {
    List<Double> values = new ArrayList<>();
    if (metric == GateMetric.P50 || metric == GateMetric.P99) {
      double quantile = metric == GateMetric.P50 ? MEDIAN : NINETY_NINTH;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        add(values, percentile(usable(epoch, arm), quantile));
      }
    } else {
      for (SubRound subRound : subRounds(metric, epochs)) {
        if (subRound.usable()) {
          subRound.slices().stream()
              .filter(it -> it.arm().equals(arm))
              .forEach(it -> add(values, it.value()));
        }
      }
    }
    double[] samples = values.stream().mapToDouble(Double::doubleValue).toArray();
    return samples.length == 0 ? null : (Double) OrderStatistics.median(samples, 0.95).value();
  }

  private static void add(List<Double> values, @Nullable Double value) {
    if (value != null) {
      values.add(value);
    }
  }
}
