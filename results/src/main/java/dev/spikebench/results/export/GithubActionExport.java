package dev.spikebench.results.export;

import dev.spikebench.results.export.FigureSource.Figure;
import dev.spikebench.results.json.PlainJson;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The two files of github-action-benchmark's own tools: `customBiggerIsBetter` for throughput,
/// `customSmallerIsBetter` for everything else. They are apart because the action knows one
/// direction a file: a file that mixes them raises an alarm at every improvement. The layout is
/// described at <https://github.com/benchmark-action/github-action-benchmark>.
///
/// The action reads a `range` as a plain number after `±`, so it has no unit; the exact interval,
/// which need not be symmetric, stands in `extra`.
final class GithubActionExport {

  private GithubActionExport() {}

  static Export of(BenchmarkResults results) {
    FigureSource source = new FigureSource(results);
    List<Map<String, Object>> bigger = new ArrayList<>();
    List<Map<String, Object>> smaller = new ArrayList<>();
    for (Figure figure : source.figures()) {
      boolean up = figure.key().direction() == Direction.HIGHER_IS_BETTER;
      (up ? bigger : smaller).add(entry(results, figure));
    }
    return new Export(
        List.of(
            new Export.Part("bigger-is-better", PlainJson.text(bigger)),
            new Export.Part("smaller-is-better", PlainJson.text(smaller))),
        source.missing());
  }

  private static Map<String, Object> entry(BenchmarkResults results, Figure figure) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(
        "name", results.workload().id() + "/" + figure.backend().id() + "/" + figure.key().key());
    entry.put("unit", FigureSource.unit(figure.key()));
    entry.put("value", figure.value());
    Double low = figure.metric().low();
    Double high = figure.metric().high();
    if (low != null && high != null) {
      entry.put("range", "± " + rounded(Math.max(high - figure.value(), figure.value() - low)));
      entry.put(
          "extra",
          "interval %s to %s\nn = %s\nrun %s"
              .formatted(rounded(low), rounded(high), figure.metric().n(), results.run().id()));
    } else {
      entry.put("extra", figure.metric().reason() + "\nrun " + results.run().id());
    }
    return entry;
  }

  private static String rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
