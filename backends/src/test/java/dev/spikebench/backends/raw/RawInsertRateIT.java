package dev.spikebench.backends.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.testing.TestDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class RawInsertRateIT {
  private static final String GOOD =
      """
      {"events":1000,"seconds":0.5,"eventsPerSecond":2000.0,"groupSize":500,\
      "synchronous":"NORMAL","sqliteVersion":"3.53.2","idShape":"spec"}\
      """;

  @TempDir Path folder;
  private Path databases;

  @BeforeEach
  void makeFolder() throws IOException {
    databases = Files.createDirectory(folder.resolve("databases"));
  }

  @Test
  void programIsToldWhatToDoAndItsFiguresAreTaken() throws IOException {
    Path told = folder.resolve("told");
    RawInsertFigures figures =
        measure(
            printing(GOOD, "echo some >&2; echo \"$FROM_DESCRIPTOR $*\" >'" + told + "'; >\"$1\""));
    assertThat(figures)
        .isEqualTo(new RawInsertFigures(1000, 0.5, 2000, 500, "NORMAL", "3.53.2", IdShape.SPEC));
    assertThat(Files.readString(told).strip())
        .matches("yes " + databases + "/raw-inserts-[^/]+/raw\\.db 1000 500 NORMAL spec");
    assertThat(databases).isEmptyDirectory();
  }

  @Test
  void programIsToldOfManyRows() throws IOException {
    Path told = folder.resolve("told");
    RawInsertRate.measure(
        printing(GOOD, "echo \"$6\" >'" + told + "'"),
        databases,
        1000,
        500,
        "NORMAL",
        IdShape.SPEC,
        Rows.MANY);
    assertThat(told).hasContent("many-rows");
  }

  @Test
  void failedProgramIsQuoted() {
    assertThatThrownBy(() -> measure(shell("echo no room >&2; exit 3")))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("test-backend")
        .hasMessageContaining("exit code 3")
        .hasMessageEndingWith("no room");
    assertThat(databases).isEmptyDirectory();
  }

  @Test
  void programThatDoesNotEndIsEnded() throws IOException {
    Path pid = folder.resolve("pid");
    BackendDescriptor backend = shell("echo $$ >'" + pid + "'; exec sleep 100");
    assertThatThrownBy(
            () ->
                RawInsertRate.measure(
                    backend,
                    databases,
                    1000,
                    500,
                    "NORMAL",
                    IdShape.SPEC,
                    Rows.ONE,
                    Duration.ofSeconds(1)))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("did not end within 1 s");
    // Not there where the machine stood still for all of that second.
    if (Files.exists(pid)) {
      long process = Long.parseLong(Files.readString(pid).strip());
      assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }
    assertThat(databases).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"events\":1000'       | '\"events\":999'        | events is 999, although 1000",
        "'\"groupSize\":500'     | '\"groupSize\":50'      | groupSize is 50, although 500",
        "NORMAL                  | OFF                     | synchronous is OFF, although NORMAL",
        "'\"spec\"'              | '\"random-ids\"'        | idShape is random-ids, although spec",
        "2000.0                  | 1900.0                  | eventsPerSecond can't be 1900.0",
        "'\"seconds\":0.5'       | '\"seconds\":0'         | seconds can't be 0.0",
        "3.53.2                  | ''                      | sqliteVersion can't be",
        "'\"seconds\":0.5'       | '\"seconds\":\"0.5\"'   | Cannot coerce String value",
        "'\"seconds\":0.5'       | '\"seconds\":null'      | null",
        "',\"idShape\":\"spec\"' | ''                      | idShape",
        "'{\"events\"'           | '{\"rows\":1,\"events\"' | rows",
        "'{\"events\"'           | '{\"events\":1,\"events\"' | Duplicate field 'events'",
        "'}'                     | '} {}'                  | Trailing token",
        "'{'                     | 'done: {'               | Unrecognized token 'done'",
      })
  void unusableFiguresAreRefused(String good, String bad, String message) {
    String line = GOOD.replace(good, bad);
    assertThat(line).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> measure(printing(line, ":")))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("printed what can't be used")
        .hasMessageContaining(message)
        .hasMessageEndingWith(line);
  }

  @Test
  void silentProgramIsRefused() {
    assertThatThrownBy(() -> measure(shell("exit 0")))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("printed what can't be used");
  }

  @Test
  void missingProgramAsksForABuild() {
    BackendDescriptor backend =
        TestDescriptors.measuring(folder, List.of(folder.resolve("not-there").toString()));
    assertThatThrownBy(() -> measure(backend))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("not-there can't be run")
        .hasMessageContaining("build the backend");
  }

  @Test
  void backendWithoutAProgramIsTold() {
    BackendDescriptor backend = TestDescriptors.testBackend(folder);
    assertThat(RawInsertRate.isKnownFor(backend)).isFalse();
    assertThat(RawInsertRate.isKnownFor(shell("exit 0"))).isTrue();
    assertThatThrownBy(() -> measure(backend))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("no rawInsert; add one to " + backend.file());
  }

  @Test
  void missingFolderIsNamed() {
    databases = folder.resolve("not-there");
    assertThatThrownBy(() -> measure(shell("exit 0")))
        .isInstanceOf(RawInsertException.class)
        .hasMessageContaining("no database can be made in " + databases);
  }

  @ParameterizedTest
  @CsvSource({"0,500,NORMAL,events", "1000,0,NORMAL,groupSize", "1000,500,normal,synchronous"})
  void impossibleRequestsAreTheCallersMistake(
      long events, int groupSize, String synchronous, String named) {
    assertThatThrownBy(
            () ->
                RawInsertRate.measure(
                    shell("exit 0"),
                    databases,
                    events,
                    groupSize,
                    synchronous,
                    IdShape.SPEC,
                    Rows.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named);
  }

  @Test
  void workloadsOfKnownIdsHaveAShape() {
    assertThat(IdShape.of("random-ids")).isEqualTo(Optional.of(IdShape.RANDOM_IDS));
    assertThat(IdShape.of("duplicates")).isEmpty();
  }

  private RawInsertFigures measure(BackendDescriptor backend) {
    return RawInsertRate.measure(backend, databases, 1000, 500, "NORMAL", IdShape.SPEC, Rows.ONE);
  }

  /// A program that runs commands and then prints a line.
  private BackendDescriptor printing(String line, String commands) {
    return shell(commands + "; printf '%s\\n' '" + line.replace("'", "'\\''") + "'");
  }

  private BackendDescriptor shell(String commands) {
    return TestDescriptors.measuring(folder, List.of("sh", "-c", commands, "raw-inserts"));
  }
}
