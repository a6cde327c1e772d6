package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Microbenchmark;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTimeTest {
  /// By hand: 100 µs a batch of 50 are 2 µs an event. 7 µs = b + a / 50 and 5.05 µs = b + a / 2000
  /// give a = 100 µs a group and b = 5 µs an event; 40 connections of 50 are a group of 2,000.
  @Test
  void thePartsAreAddedUpAgainstTheWhole() {
    BenchmarkResults results =
        Scenarios.threeBackends()
            .withMicrobenchmarks(List.of(parsing(100), inserts("50", 7), inserts("2000", 5.05)));

    List<String> sentences = EventTime.sentences(results);

    assertThat(sentences.getFirst())
        .contains("parsing and validating 2 µs", "writing 5 µs")
        .contains("a group of 2,000, the most that can wait at once 0.05 µs");
    assertThat(sentences.get(1)).startsWith("The largest part is what no microbenchmark holds");
    assertThat(sentences.getLast())
        .isEqualTo(
            "Parsing an event allocates 10 bytes, storing it in a group of 2,000 allocates 500.");
    assertThat(ResultFiles.parse("here", ResultFiles.toJson(results))).isEqualTo(results);
    assertThat(MarkdownReport.render(results)).contains("### An event's time in the Java server");
  }

  @Test
  void partsThatAreMoreThanTheWholeAreSaid() {
    BenchmarkResults results =
        Scenarios.threeBackends()
            .withMicrobenchmarks(List.of(parsing(1e9), inserts("50", 7), inserts("2000", 5.05)));

    assertThat(EventTime.sentences(results).getFirst()).contains("more than the whole");
  }

  @Test
  void withoutTheBenchmarksNothingIsAddedUp() {
    BenchmarkResults base = Scenarios.threeBackends();

    assertThat(EventTime.sentences(base)).isEmpty();
    assertThat(ResultFiles.toJson(base)).doesNotContain("microbenchmarks");
    assertThat(EventTime.sentences(base.withMicrobenchmarks(List.of(parsing(100)))))
        .containsExactly(
            "The microbenchmarks that were folded in do not hold parsing and inserts.");
  }

  private static Microbenchmark parsing(double score) {
    return new Microbenchmark(
        "ParsingBenchmark.batchOf50", Map.of(), score, 1.0, "us/op", 500.0, 3);
  }

  private static Microbenchmark inserts(String waiting, double score) {
    return new Microbenchmark(
        "InsertBenchmark.store",
        Map.of("strategy", "GROUP", "waitingEvents", waiting),
        score,
        null,
        "us/op",
        500.0,
        3);
  }
}
