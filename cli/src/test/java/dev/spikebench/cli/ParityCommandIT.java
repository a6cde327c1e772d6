package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.testing.RewritingProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How `parity` ends, against the packaged server and against one that answers wrongly.
class ParityCommandIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CASE = "ROUTE-02.delete-events";

  private final TestTerminal terminal = TestTerminal.inRepository();

  @TempDir private Path folder;

  @Test
  void aLaunchedBackendIsKilledAndStartedAgainOnItsDatabase() {
    int exitCode =
        terminal.run(
            "parity",
            "--backend",
            "java-undertow-jar",
            "--case",
            "STORAGE-18.duplicate-after-a-kill",
            "-o",
            folder.resolve("report").toString());

    assertThat(terminal.err()).doesNotContain("DIVERGENT");
    assertThat(exitCode).isZero();
    assertThat(terminal.out()).contains("1/1, 0 generated scenarios, 0 findings");
    assertThat(folder.resolve("report/parity.html")).isNotEmptyFile();
    assertThat(folder.resolve("report/TEST-parity.xml")).isNotEmptyFile();
  }

  @Test
  void aDifferenceEndsWithThreeAndItsTokenShowsItElsewhere() throws IOException {
    try (RunningBackend backend = start();
        RewritingProxy wrong = wrong(backend, text -> text.replace("\r\nAllow:", "\r\nAllov:"))) {
      int exitCode = terminal.run("parity", "--url", wrong.url(), "--case", CASE, "--json");

      assertThat(exitCode).isEqualTo(ExitCode.ANSWER_IS_NO.code());
      JsonNode finding = JSON.readTree(terminal.out()).path("findings").path(0);
      assertThat(finding.path("caseId").asText()).isEqualTo(CASE);
      assertThat(finding.path("facet").asText()).isEqualTo("headers");
      String token = finding.path("replay").asText();
      assertThat(again("parity", "--backend", wrong.url(), "--replay", token))
          .isEqualTo(ExitCode.ANSWER_IS_NO.code());
      assertThat(again("parity", "--url", backend.baseUri().toString(), "--replay", token))
          .isZero();
    }
  }

  @Test
  void whatIsNotTheSameTwiceEndsWithFour() throws IOException {
    AtomicInteger answers = new AtomicInteger();
    try (RunningBackend backend = start();
        RewritingProxy wrong =
            wrong(
                backend,
                text ->
                    text.contains("HTTP/1.1 405") && answers.incrementAndGet() % 2 == 0
                        ? text.replace("HTTP/1.1 405", "HTTP/1.1 404")
                        : text)) {
      int exitCode = terminal.run("parity", "--url", wrong.url(), "--case", CASE);

      assertThat(exitCode).isEqualTo(ExitCode.INVALID_MEASUREMENT.code());
      assertThat(terminal.out()).contains("noise of the harness", CASE);
    }
  }

  @Test
  void whereNobodyAnswersTheRunEndsWithFive() {
    assertThat(terminal.run("parity", "--url", "http://127.0.0.1:1", "--cases", "contract"))
        .isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(terminal.err()).contains("http://127.0.0.1:1");
  }

  private static int again(String... arguments) {
    return TestTerminal.inRepository().run(arguments);
  }

  private static RewritingProxy wrong(RunningBackend backend, UnaryOperator<String> change)
      throws IOException {
    return RewritingProxy.before(backend.baseUri(), change);
  }

  private RunningBackend start() {
    Path descriptor = TestTerminal.repository().resolve("backends/java-undertow-jar");
    return BackendLauncher.launch(
        BackendDescriptors.read(descriptor), LaunchOptions.in(folder.resolve("backend")));
  }
}
