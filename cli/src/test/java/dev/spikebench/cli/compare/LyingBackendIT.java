package dev.spikebench.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.backends.tool.ToolFinder;
import dev.spikebench.cli.testing.LyingBackend;
import dev.spikebench.cli.testing.LyingBackend.Lie;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.design.RunOrder.Slot;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Iteration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A backend that lies is found out, by what it leaves behind and by what it does.
@EnabledOnOs(value = OS.LINUX, disabledReason = "open files and syncs are told by Linux alone")
class LyingBackendIT {
  private static final Map<String, String> FULL = Map.of("INGEST_SYNCHRONOUS", "FULL");

  @TempDir private Path folder;

  @Test
  void theHonestOneIsValidAndItsSettingsAreTold() throws IOException {
    Iteration iteration = measure(Lie.NONE, false);
    assertThat(iteration.invalidReasons()).isEmpty();
    DatabaseFacts database = Objects.requireNonNull(iteration.database());
    assertThat(database.toldFileOpen()).isTrue();
    assertThat(database.journalMode()).isEqualTo(Fact.of("WAL"));
    assertThat(database.synchronous()).isEqualTo(Fact.of("FULL"));
    assertThat(database.pageSizeBytes().value()).isEqualTo(4_096);
    assertThat(database.sqliteVersion().value()).matches("3\\.[0-9]+\\.[0-9]+");
    assertThat(database.rows().value()).isEqualTo(220);
  }

  @Test
  void whoWritesElsewhereIsInvalid() throws IOException {
    assertThat(measure(Lie.ELSEWHERE, false).invalidReasons())
        .anyMatch(it -> it.contains("it writes elsewhere"))
        .anyMatch(it -> it.contains("its database cannot be read"));
  }

  @Test
  void whoStoresLessThanItAcknowledgesIsInvalid() throws IOException {
    assertThat(measure(Lie.FORGETFUL, false).invalidReasons())
        .containsExactly("its database holds 200 events of 220 that were acknowledged");
  }

  @Test
  void whoDoesNotDoAsToldIsInvalid() throws IOException {
    assertThat(measure(Lie.DEAF, false).invalidReasons())
        .containsExactly("it was told the synchronous FULL and runs with NORMAL");
  }

  @Test
  void whoDoesNotSyncAsItTellsIsInvalid() throws IOException {
    Assumptions.assumeTrue(ToolFinder.find("strace").isPresent(), "strace is not installed");
    assertThat(measure(Lie.HASTY, true).invalidReasons())
        .containsExactly("it tells the synchronous level FULL, but its syncs are those of OFF");
  }

  @Test
  void theSyncsOfTheHonestOneAreThoseOfItsLevel() throws IOException {
    Assumptions.assumeTrue(ToolFinder.find("strace").isPresent(), "strace is not installed");
    Candidate candidate = candidate(Lie.NONE);
    try (LoadGenerator generator = generator()) {
      SyncProof proof = new SyncProof(generator, folder.resolve("work"), Clock.systemUTC());
      for (String level : new String[] {"OFF", "NORMAL", "FULL"}) {
        assertThat(proof.of(candidate, Map.of("INGEST_SYNCHRONOUS", level)))
            .isEqualTo(Fact.of(level));
      }
    }
  }

  private Iteration measure(Lie lie, boolean proven) throws IOException {
    Candidate candidate = candidate(lie);
    Path work = folder.resolve("work");
    OutputFolder output = OutputFolder.open(folder.resolve("output"));
    Workload workload =
        Workload.spec().toBuilder()
            .events(200)
            .batchSize(10)
            .concurrency(2)
            .warmupEvents(20)
            .build();
    try (LoadGenerator generator = generator()) {
      if (proven) {
        candidate.provenSynchronous(
            "FULL", new SyncProof(generator, work, Clock.systemUTC()).of(candidate, FULL));
      }
      return new IterationRunner(
              generator, workload, new BackendRuns(work, 0, FULL, output), Clock.systemUTC())
          .run(new Slot(1, 1, 1, candidate.id()), candidate, "lie");
    }
  }

  private static LoadGenerator generator() {
    return LoadGenerator.create(
        LoadOptions.defaults().withSelfWarmUp(false).withHeadroomCheck(false));
  }

  private Candidate candidate(Lie lie) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("backend.yaml"),
            """
            id: lying
            name: Lying
            language: Java
            framework: none
            start:
              command: ["${java}", -XX:+UseSerialGC, --enable-native-access=ALL-UNNAMED, -cp, "%s", %s, %s]
            health: /api/health
            size:
              application: ["${java}"]
            durability:
              journalMode: WAL
              synchronous: NORMAL
              writeStrategy: per-batch
            """
                .formatted(
                    System.getProperty("java.class.path"), LyingBackend.class.getName(), lie));
    return new Candidate(BackendDescriptors.read(file));
  }
}
