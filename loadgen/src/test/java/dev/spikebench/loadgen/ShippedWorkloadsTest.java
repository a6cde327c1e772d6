package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.definition.WorkloadCatalog;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each workload that ships, sent whole to a server that knows which ids it has seen.
class ShippedWorkloadsTest {
  private static final WorkloadCatalog SHIPPED =
      new WorkloadCatalog(Path.of(System.getProperty("spikebench.root")).resolve("workloads"));

  /// Long enough for the client to have time to spare, warm or cold.
  private static final Answer AFTER_A_WHILE = Answer.storeAfter(Duration.ofMillis(5));

  static List<Workload> shipped() {
    return SHIPPED.all();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyEventIsStoredOnceAndEveryRepetitionCalledADuplicate(Workload workload) {
    try (NullServer server = NullServer.startWithMemory(request -> AFTER_A_WHILE)) {
      LoadResult result = run(server, workload);

      assertThat(result.tally().requestsSent()).isEqualTo(workload.requests());
      assertThat(result.requestsFailed()).isZero();
      assertThat(result.eventsSent()).isEqualTo(workload.events());
      assertThat(result.tally().eventsDuplicate()).isEqualTo(result.tally().eventsRepeated());
      assertThat(result.tally().eventsRepeated() > 0).isEqualTo(workload.duplicateShare() > 0);
      assertThat(result.eventsAcknowledged())
          .isEqualTo(workload.events() - result.tally().eventsRepeated());
      assertThat(result.eventsStored()).isEqualTo(result.eventsAcknowledged());
      assertThat(server.counts().eventsReceived())
          .isEqualTo(workload.events() + workload.warmupEvents());
      assertThat(MachineNoise.without(result.invalidReasons()))
          .noneMatch(reason -> reason.contains("duplicates") || reason.contains("stored"));
    }
  }

  @Test
  void aTargetThatStoresRepetitionsAgainIsFound() {
    try (NullServer server = NullServer.start(request -> AFTER_A_WHILE)) {
      LoadResult result = run(server, SHIPPED.find("duplicates").withEvents(2_000));

      assertThat(MachineNoise.without(result.invalidReasons()))
          .anyMatch(
              reason -> reason.contains("sent twice, but the target called 0 of them duplicates"));
    }
  }

  private static LoadResult run(NullServer server, Workload workload) {
    LoadOptions options = LoadOptions.defaults().withSelfWarmUp(false);
    try (LoadGenerator generator = LoadGenerator.create(options)) {
      return generator.run(
          server.uri(), workload, RunNonce.next(Clock.systemUTC()), ProgressListener.SILENT);
    }
  }
}
