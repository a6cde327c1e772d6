package dev.spikebench.results.study;

import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.stats.variation.Observation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// The valid measurements of a study as the statistics want them. Decodes every histogram once.
public final class StudyData {

  private final StudyResults results;
  private final FactorialDesign design;
  private final Map<StudyMetric, List<Observation>> observations = new EnumMap<>(StudyMetric.class);
  private final Map<Treatment, List<Histogram>> latencies = new HashMap<>();

  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public StudyData(StudyResults results) {
    this.results = results;
    this.design =
        new FactorialDesign(
            results.design().factors().stream()
                .map(it -> new Factor(it.name(), it.levels()))
                .toList());
    for (StudyMetric metric : StudyMetric.values()) {
      observations.put(metric, new ArrayList<>());
    }
    results.cells().stream().filter(it -> it.measurement().valid()).forEach(this::add);
  }

  private void add(StudyCell cell) {
    Treatment treatment = treatment(cell);
    Iteration iteration = cell.measurement();
    Optional<Histogram> histogram =
        Optional.ofNullable(iteration.latencyHistogram())
            .map(
                it ->
                    HistogramCodec.decode(
                        "the latencies of measurement " + iteration.sequence(), it));
    histogram.ifPresent(
        it -> latencies.computeIfAbsent(treatment, key -> new ArrayList<>()).add(it));
    observations.forEach(
        (metric, all) ->
            metric
                .of(iteration, histogram)
                .ifPresent(it -> all.add(new Observation(treatment, iteration.round(), it))));
  }

  /// The levels of a cell in the order of the factors.
  private Treatment treatment(StudyCell cell) {
    Map<String, String> levels = new LinkedHashMap<>();
    for (StudyFactor factor : results.design().factors()) {
      levels.put(factor.name(), cell.levels().getOrDefault(factor.name(), ""));
    }
    return new Treatment(levels);
  }

  /// The study.
  public StudyResults results() {
    return results;
  }

  /// What was planned, levels that could not be measured too.
  public FactorialDesign design() {
    return design;
  }

  /// What was measured of a metric, in the order of execution.
  public List<Observation> observations(StudyMetric metric) {
    return List.copyOf(observations.getOrDefault(metric, List.of()));
  }

  /// What was measured of a metric in one cell, in the order of execution.
  public double[] values(StudyMetric metric, Treatment cell) {
    return observations(metric).stream()
        .filter(it -> it.treatment().equals(cell))
        .mapToDouble(Observation::value)
        .toArray();
  }

  /// The latencies of all measurements of a cell together, in ns; may be empty.
  public Histogram pool(Treatment cell) {
    return HistogramCodec.merge(latencies.getOrDefault(cell, List.of()));
  }

  /// Whether a factor was varied at all.
  public boolean varies(String factor) {
    return results.design().levels(factor).size() > 1;
  }
}
