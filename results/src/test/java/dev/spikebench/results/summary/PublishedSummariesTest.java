package dev.spikebench.results.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The summaries of every published result follow from its iterations alone.
class PublishedSummariesTest {

  static List<Path> published() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
      return files
          .filter(it -> it.toString().endsWith(".json") && ResultFiles.kind(it).isEmpty())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void everySummaryCanBeComputedAgain(Path file) {
    BenchmarkResults results = ResultFiles.read(file);
    List<BackendFacts> facts =
        results.backends().stream().map(PublishedSummariesTest::facts).toList();
    List<BackendSummary> again =
        BackendSummaries.from(facts, results.iterations(), results.design().confidence());
    assertThat(again).hasSameSizeAs(results.backends());
    for (int index = 0; index < again.size(); index++) {
      BackendSummary stored = results.backends().get(index);
      BackendSummary computed = again.get(index);
      assertThat(computed.metrics()).as(stored.id()).containsAllEntriesOf(stored.metrics());
      assertThat(computed.valid()).isEqualTo(stored.valid());
      assertThat(computed.invalidReasons()).isEqualTo(stored.invalidReasons());
      assertThat(computed.iterations()).isEqualTo(stored.iterations());
      assertThat(computed.validIterations()).isEqualTo(stored.validIterations());
    }
  }

  private static BackendFacts facts(BackendSummary summary) {
    return new BackendFacts(
            summary.id(),
            summary.name(),
            summary.language(),
            summary.framework(),
            summary.unavailableReason(),
            summary.parity(),
            summary.durability(),
            summary.artifactSha256(),
            summary.runtimeSizeNote())
        .withRawRates(summary.rawRates());
  }
}
