package dev.spikebench.loadgen.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void lineSaysWhereTheRunStands() {
    assertThat(ConsoleProgress.line(measured(100, 3, 1_000)))
        .isEqualTo(
            "measured: 100 of 400 requests, 5,000 events/s, 1.0 s, 3 failed, about 3.0 s left");
    assertThat(
            ConsoleProgress.line(
                new Progress(
                    Phase.SELF_WARM_UP,
                    2_000,
                    0,
                    0,
                    12_345.6,
                    Duration.ofMillis(1_500),
                    Duration.ofMillis(8_500))))
        .isEqualTo("client warm-up: 2,000 requests, 12,346 events/s, 1.5 s, at most 8.5 s left");
  }

  @Test
  void terminalGetsOneLineThatRenewsItself() {
    ConsoleProgress console = new ConsoleProgress(out, true);
    console.phaseStarted(Phase.MEASURED);
    console.progress(measured(100, 0, 1_000));
    console.progress(measured(200, 0, 2_000));
    console.phaseEnded(Phase.MEASURED);

    assertThat(printed()).startsWith("\rmeasured: 100 of 400").contains("\u001b[K\rmeasured: 200");
    assertThat(printed().lines().filter(line -> line.contains("measured")).count())
        .as("lines that are ended or renewed")
        .isEqualTo(3);
    assertThat(printed().chars().filter(each -> each == '\n').count()).isEqualTo(1);
  }

  @Test
  void elsewhereThereArePlainLinesEveryFewSecondsAndAtTheEnd() {
    ConsoleProgress console = new ConsoleProgress(out, false);
    console.phaseStarted(Phase.MEASURED);
    for (int tenth = 1; tenth <= 120; tenth++) {
      console.progress(measured(tenth, 0, tenth * 100L));
    }
    console.phaseEnded(Phase.MEASURED);

    assertThat(printed()).doesNotContain("\r").doesNotContain("\u001b");
    assertThat(printed().lines()).hasSize(3);
    assertThat(printed().lines().toList().getFirst()).contains(", 5.0 s");
    assertThat(printed().lines().toList().getLast()).contains(", 12.0 s");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Progress measured(long done, long failed, long elapsedMs) {
    return new Progress(
        Phase.MEASURED,
        done,
        400,
        failed,
        5_000,
        Duration.ofMillis(elapsedMs),
        Duration.ofMillis(3_000));
  }
}
