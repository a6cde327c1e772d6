package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Exports a published result of this repository.
class ExportCommandTest {
  private static final Path RESULT =
      TestTerminal.repository().resolve("results/2026-11-26T020500Z.json");

  private final TestTerminal terminal = TestTerminal.inRepository();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"jmh", "bencher", "csv", "junit", "hlog"})
  void aLayoutOfOneFileGoesToStandardOutputAndToAFileAlike(String format) throws IOException {
    Path file = folder.resolve("deep/er/export");
    assertThat(terminal.run("export", RESULT.toString(), "--format", format)).isZero();
    int second =
        new TestTerminal(TestTerminal.repository())
            .run("export", RESULT.toString(), "--format", format, "--to", file.toString());
    assertThat(second).isZero();
    assertThat(terminal.out()).isNotBlank().isEqualTo(Files.readString(file));
  }

  @Test
  void aLayoutOfSeveralFilesNeedsADestinationAndNamesThemAll() throws IOException {
    String[] words = {"export", RESULT.toString(), "--format", "github-action-benchmark"};
    assertThat(terminal.run(words)).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains("bigger-is-better, smaller-is-better").contains("--to");
    assertThat(terminal.out()).isEmpty();

    TestTerminal second = TestTerminal.inRepository();
    assertThat(
            second.run(
                "export",
                RESULT.toString(),
                "--format=github-action-benchmark",
                "--json",
                "--to",
                folder.resolve("bench.json").toString()))
        .isZero();
    JsonNode document = new ObjectMapper().readTree(second.out());
    assertThat(document.path("format").asText()).isEqualTo("github-action-benchmark");
    assertThat(document.path("files"))
        .extracting(it -> Path.of(it.asText()).getFileName().toString())
        .containsExactly("bench-bigger-is-better.json", "bench-smaller-is-better.json");
    assertThat(folder.resolve("bench-smaller-is-better.json")).isNotEmptyFile();
  }

  @Test
  void oneBackendsPercentilesFitOnStandardOutput() {
    int code =
        terminal.run("export", RESULT.toString(), "--format", "hgrm", "--backend", "rust-axum");
    assertThat(code).isZero();
    assertThat(terminal.out()).contains("1/(1-Percentile)");
  }

  @Test
  void whatIsLeftOutIsSaidUnlessQuiet() {
    assertThat(terminal.run("export", RESULT.toString(), "--format", "jmh")).isZero();
    assertThat(terminal.err()).contains("left out: sizes and counts");
    TestTerminal quiet = TestTerminal.inRepository();
    assertThat(quiet.run("export", RESULT.toString(), "--format", "jmh", "-q")).isZero();
    assertThat(quiet.err()).isEmpty();
  }

  @Test
  void aGatesSessionGoesWhereTestResultsAreShown() {
    String session =
        TestTerminal.repository()
            .resolve("results/src/test/resources/gate/sessions/same-artifact.json")
            .toString();
    assertThat(terminal.run("export", session, "--format", "junit")).isZero();
    assertThat(terminal.out()).contains("name=\"verdict\"").contains("name=\"cpu\"");
    TestTerminal other = TestTerminal.inRepository();
    assertThat(other.run("export", session, "--format", "jmh")).isEqualTo(ExitCode.USAGE.code());
    assertThat(other.err()).contains("as csv or junit, not as jmh");
    TestTerminal part = TestTerminal.inRepository();
    assertThat(part.run("export", session, "--format", "csv", "--backend", "rust-axum"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(part.err()).contains("exported whole");
  }

  @Test
  void wrongWordsAreNamed() {
    assertThat(terminal.run("export", RESULT.toString(), "--format", "yaml"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains("'yaml' is no layout").contains("junit");
    TestTerminal backend = TestTerminal.inRepository();
    assertThat(backend.run("export", RESULT.toString(), "--format", "csv", "--backend", "go-gin"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(backend.err()).contains("go-gin").contains("rust-axum");
    TestTerminal kind = TestTerminal.inRepository();
    String soak = TestTerminal.repository().resolve("results/soak-2026-11-26T011541Z.json") + "";
    assertThat(kind.run("export", soak, "--format", "csv")).isEqualTo(ExitCode.USAGE.code());
    assertThat(kind.err()).contains("soak").contains("comparison");
  }
}
