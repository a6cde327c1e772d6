package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.gate.GateFixtures;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateResults;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// GitHub refuses a comment of more than 65,536 characters, and a job's summary of more than 1 MiB.
class SummaryBudgetTest {
  private static final int COMMENT = 65_536;
  private static final int JOB_SUMMARY_BYTES = 1024 * 1024;

  /// Each takes four bytes in UTF-8 and two units in memory.
  private static final String WIDE = "\uD83D\uDC22";

  private static void assertFits(String text) {
    assertThat(text.length()).isLessThan(COMMENT);
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThan(JOB_SUMMARY_BYTES);
  }

  private static GateResults warned(int number) {
    GateFixtures session = GateFixtures.same().slices(3, 0).requests(20);
    IntStream.range(0, number)
        .forEach(it -> session.warning("Warning %d. ".formatted(it) + "x".repeat(200)));
    return session.build();
  }

  @Test
  void ordinarySummariesAreFarBelowTheBudgetAndWhole() {
    Scenarios.all()
        .values()
        .forEach(it -> assertThat(SummaryReport.render(it).length()).isLessThan(COMMENT / 4));
    assertThat(GateReport.summary(warned(3)))
        .hasSizeLessThan(COMMENT / 4)
        .contains("Warning 2.")
        .contains("Less reliable");
  }

  @Test
  void warningsGoFirstAndTheTextSaysSo() {
    String text = GateReport.summary(warned(400));
    assertFits(text);
    assertThat(text)
        .startsWith("**PASS**")
        .contains("400 warnings are left out here")
        .contains("Less reliable")
        .doesNotContain("Warning 2.");
    assertThat(GateReport.markdown(warned(400))).contains("Warning 399.");
  }

  @Test
  void whatIsTooLongByItselfIsCut() {
    GateResults failed =
        GateFixtures.same()
            .slices(3, 0)
            .requests(20)
            .fault(GateFault.Kind.UNAVAILABLE, GateArm.CANDIDATE, WIDE.repeat(300_000))
            .build();
    String text = GateReport.summary(failed);
    assertFits(text);
    assertThat(text).startsWith("**RUN FAILED**").endsWith("beside the result file.\n");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text)).isTrue();
  }
}
