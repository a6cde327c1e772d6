package dev.spikebench.results.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.hdr.HistogramLog;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.summary.LatencyPools;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;

/// Reads the exports back with the library's own reader.
class HistogramExportTest {

  @Test
  void theLogIsReadBackWithEveryRequestUnderItsTag() {
    BenchmarkResults results = Scenarios.threeBackends();
    String text = Exports.of(results, ExportFormat.HLOG).files().getFirst().text();
    assertThat(text).contains("#[Histogram log format version 1.3]");
    Map<String, List<Histogram>> byTag = new LinkedHashMap<>();
    HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    while (reader.hasNext()) {
      EncodableHistogram next = reader.nextIntervalHistogram();
      byTag.computeIfAbsent(next.getTag(), tag -> new ArrayList<>()).add((Histogram) next);
    }
    assertThat(reader.getStartTimeSec() * 1_000)
        .isEqualTo((double) results.run().startedAt().toEpochMilli());
    assertThat(byTag.keySet())
        .containsExactlyInAnyOrder("node-express.spec", "rust-axum.spec", "java-undertow.spec");
    byTag.forEach(
        (tag, histograms) -> {
          String backend = tag.substring(0, tag.lastIndexOf('.'));
          assertThat(HistogramCodec.merge(histograms))
              .as(tag)
              .isEqualTo(LatencyPools.ofValid(results.iterationsOf(backend)));
        });
  }

  @Test
  void theLinesStandAtTheTimesOfTheirIterations() {
    BenchmarkResults results = Scenarios.oneBackend();
    String text = Exports.of(results, ExportFormat.HLOG).files().getFirst().text();
    HistogramLogReader reader =
        new HistogramLogReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    EncodableHistogram first = reader.nextIntervalHistogram();
    assertThat(first.getStartTimeStamp())
        .isEqualTo(results.iterations().getFirst().startedAt().toEpochMilli());
  }

  @Test
  void aTagThatWouldNotBeReadBackIsRefused() {
    Histogram histogram = new Histogram(3);
    histogram.recordValue(1);
    for (String tag : List.of("a tag", "a,b", "", "a\nb")) {
      assertThatExceptionOfType(ResultsException.class)
          .isThrownBy(
              () ->
                  HistogramLog.text(
                      Instant.EPOCH,
                      List.of(new HistogramLog.Line(tag, Instant.EPOCH, 1, histogram))));
    }
  }

  @Test
  void invalidIterationsAreNotInTheLog() {
    Export export = Exports.of(Scenarios.troubled(), ExportFormat.HLOG);
    assertThat(export.leftOut()).containsExactly("iteration 3: it is not valid");
    assertThat(export.files().getFirst().text().lines().filter(it -> it.startsWith("Tag=")))
        .hasSize(7);
  }

  @Test
  void eachBackendHasADistributionInMilliseconds() {
    BenchmarkResults results = Scenarios.threeBackends();
    Export export = Exports.of(results, ExportFormat.HGRM);
    assertThat(export.files())
        .extracting(Export.Part::name)
        .containsExactly("node-express", "rust-axum", "java-undertow");
    for (Export.Part part : export.files()) {
      Histogram pool = LatencyPools.ofValid(results.iterationsOf(part.name()));
      List<String> lines = part.text().lines().toList();
      assertThat(lines.getFirst().trim().split(" +", -1))
          .containsExactly("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
      String last =
          lines.stream()
              .filter(it -> it.matches(" *[0-9.]+ +1\\.0+ +[0-9]+ *"))
              .findFirst()
              .orElse("");
      String[] cells = last.trim().split(" +", -1);
      assertThat(Double.parseDouble(cells[0]))
          .isEqualTo(pool.getMaxValue() / 1e6, org.assertj.core.api.Assertions.within(0.001));
      assertThat(Long.parseLong(cells[2])).isEqualTo(pool.getTotalCount());
      assertThat(part.text()).contains("#[Mean").contains("#[Max").contains("#[Buckets");
    }
  }
}
