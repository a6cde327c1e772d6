package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.cli.testing.FragileTarget;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.results.json.SoakFiles;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakOutage;
import dev.spikebench.results.soak.SoakResults;
import dev.spikebench.results.soak.SoakStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Soaks of some seconds against targets that live, die and come back.
class SoakIT {
  @TempDir private Path folder;

  private final TestTerminal terminal = TestTerminal.inRepository();

  @Test
  @EnabledOnOs(OS.LINUX)
  void steadyTargetIsReportedIntervalByInterval() throws IOException {
    try (NullServer server = NullServer.start()) {
      String pid = Long.toString(ProcessHandle.current().pid());
      int code =
          soak(server.uri().toString(), "--pid", pid, "-d", "4s", "--subscribers", "2", "-R", "50");

      SoakResults results = results();
      assertThat(code).isIn(ExitCode.GOOD.code(), 3, 4);
      assertThat(results.faults()).isEmpty();
      assertThat(results.outages()).isEmpty();
      assertThat(results.interrupted()).isFalse();
      assertThat(results.totals().eventsAcknowledged())
          .isEqualTo(sum(results))
          .isEqualTo(results.totals().eventsStored())
          .isEqualTo(server.counts().eventsStored());
      SoakStreams streams = Objects.requireNonNull(results.totals().streams());
      assertThat(streams.delivered()).isEqualTo(2 * results.totals().eventsAcknowledged());
      assertThat(results.totals().healthOk()).isPositive();
      assertThat(results.intervals().getFirst().target().rssBytes()).isPositive();
      assertThat(results.intervals().getFirst().clientRssBytes()).isPositive();
      assertThat(terminal.out()).contains("events/s", "# Soak of ", "Resident memory");
    }
  }

  @Test
  void reportsAreMadeAgainFromTheFile() throws IOException {
    try (NullServer server = NullServer.start()) {
      int code = soak(server.uri().toString(), "-d", "2s", "--subscribers", "0");
      assertThat(code).as("its process is not known").isEqualTo(4);
    }
    String file = folder.resolve("soak-results.json").toString();
    for (String format : List.of("html", "markdown")) {
      TestTerminal again = TestTerminal.inRepository();
      assertThat(again.run("report", file, "--format", format)).isZero();
      String name = format.equals("html") ? "soak.html" : "soak.md";
      assertThat(again.out()).isEqualTo(Files.readString(folder.resolve(name)));
    }
    TestTerminal check = TestTerminal.inRepository();
    assertThat(check.run("report", file, "--check")).isZero();
    assertThat(check.out()).contains("a soak of schema");
  }

  @Test
  void targetThatDiesIsStartedAnewAndItsOutagesCounted() throws IOException {
    int code =
        soak(
            "--launch",
            FragileTarget.command(40),
            "-d",
            "8s",
            "-R",
            "40",
            "-c",
            "1",
            "--subscribers",
            "0");

    SoakResults results = results();
    assertThat(code).isEqualTo(ExitCode.ANSWER_IS_NO.code());
    assertThat(results.outages()).isNotEmpty();
    SoakOutage first = results.outages().getFirst();
    assertThat(first.restarted()).isTrue();
    assertThat(first.reason()).contains("exit code 9", FragileTarget.LAST_WORDS);
    assertThat(first.seconds()).isPositive();
    assertThat(results.totals().processes()).isGreaterThan(1);
    assertThat(results.intervals()).extracting(SoakInterval::process).contains(1, 2);
    assertThat(results.totals().eventsAcknowledged()).isEqualTo(sum(results)).isGreaterThan(40);
    assertThat(results.faults()).anyMatch(it -> it.contains("out of reach"));
    assertThat(ProcessHandle.current().descendants().filter(ProcessTree::lives)).isEmpty();
  }

  @Test
  void targetThatNeverComesBackIsOutUntilTheEnd() throws Exception {
    NullServer server = NullServer.start();
    Thread killer =
        Thread.ofPlatform()
            .start(
                () -> {
                  Awaitility.await()
                      .atMost(Duration.ofMinutes(1))
                      .until(() -> server.counts().requests() >= 10);
                  server.close();
                });
    int code = soak(server.uri().toString(), "-d", "5s", "--subscribers", "0");
    killer.join();

    SoakResults results = results();
    assertThat(code).isEqualTo(ExitCode.ANSWER_IS_NO.code());
    assertThat(results.outages()).hasSize(1);
    assertThat(results.outages().getFirst().recovered()).isFalse();
    assertThat(results.outages().getFirst().endSeconds()).isGreaterThan(4);
    assertThat(results.totals().requestsOk()).isGreaterThanOrEqualTo(10);
    assertThat(results.totals().healthFailed()).isPositive();
  }

  @Test
  void targetThatCantBeReachedAtAllIsSaid() throws IOException {
    NullServer gone = NullServer.start();
    gone.close();

    assertThat(soak(gone.uri().toString(), "-d", "2s")).isEqualTo(5);
    assertThat(folder.resolve("soak-results.json")).doesNotExist();
  }

  @Test
  void badOptionsAreRefusedByName() {
    assertUsage("--minutes", "--minutes", "3", "-d", "5s");
    assertUsage("--interval", "-d", "5s", "--interval", "6s");
    assertUsage("--rate", "--closed-loop", "-R", "5");
    assertUsage("--leak-mb-per-hour", "--leak-mb-per-hour", "0");
    assertUsage("10080 minutes", "--minutes", "20000");
  }

  private void assertUsage(String named, String... options) {
    List<String> words = new ArrayList<>(List.of("soak", "http://127.0.0.1:9"));
    words.addAll(List.of(options));
    TestTerminal fresh = TestTerminal.inRepository();
    assertThat(fresh.run(words.toArray(String[]::new))).as(named).isEqualTo(2);
    assertThat(fresh.err()).contains(named);
  }

  private int soak(String... words) {
    List<String> all = new ArrayList<>(List.of("soak"));
    all.addAll(List.of(words));
    all.addAll(
        List.of(
            "--batch-size", "1", "--interval", "1s", "--self-warmup", "off", "--after-load", "0s"));
    all.addAll(List.of("--least-span", "1s", "-o", folder.toString()));
    all.addAll(List.of("--work-dir", folder.resolve("work").toString()));
    return terminal.run(all.toArray(String[]::new));
  }

  private SoakResults results() {
    return SoakFiles.read(folder.resolve("soak-results.json"));
  }

  private static long sum(SoakResults results) {
    return results.intervals().stream().mapToLong(SoakInterval::eventsAcknowledged).sum();
  }
}
