package dev.spikebench.cli.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.backends.raw.Rows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeilingFindingsTest {
  private static final CeilingCase SINGLE =
      new CeilingCase("NORMAL", IdShape.SPEC, 500, Rows.ONE, 60_000);
  private static final CeilingCase MANY =
      new CeilingCase("NORMAL", IdShape.SPEC, 2_000, Rows.MANY, 60_000);
  private static final CeilingCase FULL =
      new CeilingCase("FULL", IdShape.SPEC, 2_000, Rows.MANY, 60_000);

  @Test
  void theBestMedianAtTheDefaultLevelIsTheCeiling() {
    CeilingFindings findings =
        CeilingFindings.of(
            List.of(
                rate("one", SINGLE, 80, 90, 1_000),
                rate("one", MANY, 100),
                rate("other", SINGLE, 84),
                rate("other", FULL, 500)));

    assertThat(findings.ceiling()).isEqualTo(rate("one", MANY, 100));
    assertThat(findings.shareOf("one")).isEqualTo(1);
    assertThat(findings.shareOf("other")).isEqualTo(0.84);
    assertThat(findings.sentences())
        .containsExactly(
            "Ceiling: 100 events/s (one; NORMAL, sequential ids, groups of 2000, many rows a"
                + " statement).",
            "The binding of other stays 16 % below it: a finding to explain and mend.");
  }

  @Test
  void aLossOfFifteenPerCentIsNone() {
    assertThat(
            CeilingFindings.of(List.of(rate("one", MANY, 100), rate("other", MANY, 85)))
                .sentences()
                .getLast())
        .isEqualTo("Every other binding comes within 15 % of it.");
  }

  @Test
  void whatWasNotMeasuredIsNoCeiling() {
    CeilingFindings findings =
        CeilingFindings.of(List.of(new CeilingRate("one", MANY, List.of(), "it failed")));

    assertThat(findings.ceiling()).isNull();
    assertThat(findings.shareOf("one")).isNull();
    assertThat(findings.sentences().getFirst()).startsWith("No ceiling");
  }

  @Test
  void everyCaseOfTheFieldIsThere() {
    assertThat(CeilingCase.all(false)).hasSize(28).doesNotHaveDuplicates();
    assertThat(CeilingCase.all(true))
        .hasSize(12)
        .allSatisfy(it -> assertThat(it.groupSize() > 1 || it.rows() == Rows.ONE).isTrue());
  }

  private static CeilingRate rate(String backend, CeilingCase testCase, double... rates) {
    return new CeilingRate(backend, testCase, Arrays.stream(rates).boxed().toList(), null);
  }
}
