package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.model.SummaryKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "STARTUP_MS; 171; 171ms",
        "STARTUP_MS; 8.0412; 8.04ms",
        "LATENCY_P99_MS; 1801; 1,801ms",
        "LATENCY_P50_MS; 92; 92ms",
        "LATENCY_P50_MS; 99.96; 100ms",
        "LATENCY_P50_MS; 0.00512; 0.00512ms",
        "LATENCY_P50_MS; 0; 0ms",
        "IDLE_RSS_BYTES; 183500800; 175.0MB",
        "IDLE_RSS_BYTES; 8703181; 8.3MB",
        "EVENTS_PER_SECOND; 10958.4; 10,958 events/s",
        "FAILED_REQUESTS; 0; 0",
        "FAILED_REQUESTS; 1500.5; 1,500.5",
        "RUNTIME_SIZE_BYTES; 125829120; 120MB",
        "RUNTIME_SIZE_BYTES; 3670016; 3.5MB",
        "RUNTIME_SIZE_BYTES; 104857600; 100MB",
        "CPU_NS_PER_EVENT; 40000; 40µs",
      })
  void figuresArePrintedAsInTheFirstStudy(SummaryKey key, double value, String text) {
    assertThat(Figures.withUnit(key, value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "171, 417, +144%",
    "106.7, 8.3, -92%",
    "100, 100.4, 0%",
    "100, 99.6, 0%",
    "100, 100.5, +1%",
    "1, 20, '+1,900%'",
  })
  void deltasAreWholePercentOfTheReference(double reference, double value, String text) {
    assertThat(Figures.delta(reference, value)).isEqualTo(text);
  }
}
