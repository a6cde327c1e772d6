package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.json.ResultFileException;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.OpenRun;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  @Test
  void runsComeBackFromTheFileAndIntoTheReport() {
    BenchmarkResults base = Scenarios.threeBackends();
    String first = base.backends().getFirst().id();
    BenchmarkResults results =
        base.withOpenRuns(
            List.of(run(1, first, List.of()), run(2, first, List.of("it paused", "and stopped"))));

    String json = ResultFiles.toJson(results);
    assertThat(ResultFiles.parse("here", json)).isEqualTo(results);
    assertThat(MarkdownReport.render(results))
        .contains("### Open loop", "at 80% of its own rate, 1,200 requests a second for 10 s")
        .contains("p50 4ms", "p99 4ms", "does not count, because it paused; and stopped.");
    assertThat(ResultFiles.toJson(base)).doesNotContain("openRuns");
    assertThat(MarkdownReport.render(base)).doesNotContain("### Open loop");
    assertThatThrownBy(
            () -> ResultFiles.parse("here", json.replace("\"share\": 0.8", "\"share\": 1.8")))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining("/openRuns/0/share");
  }

  private static OpenRun run(int sequence, String backendId, List<String> reasons) {
    Histogram latency = new Histogram(3);
    latency.setAutoResize(true);
    latency.recordValueWithCount(4_000_000, 12_000);
    String encoded = HistogramCodec.encode(latency);
    return new OpenRun(
        sequence,
        backendId,
        0.8,
        1_200,
        1_200,
        10_000_000_000L,
        reasons.isEmpty(),
        reasons,
        12_000,
        0,
        0,
        600_000,
        600_000L,
        encoded,
        encoded);
  }
}
