package dev.spikebench.results.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.gate.GateFixtures;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateSlice;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportsTest {

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void theBytesAreTheSameInEveryLanguageAndTimeZone(ExportFormat format) {
    Export expected = Exports.of(Scenarios.threeBackends(), format);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Exports.of(Scenarios.threeBackends(), format)).as(tag).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void everyResultCanBeExportedWhateverIsMissingInIt(ExportFormat format) {
    Scenarios.all()
        .forEach(
            (name, results) ->
                assertThat(Exports.of(results, format).files())
                    .as(name)
                    .allSatisfy(
                        it ->
                            assertThat(it.text())
                                .endsWith("\n")
                                .doesNotContain("NaN", "Infinity", "null")));
  }

  @Test
  void figuresOfABackendThatIsNotValidAreLeftOutAndNamed() {
    for (ExportFormat format :
        List.of(ExportFormat.JMH, ExportFormat.BENCHER, ExportFormat.GITHUB_ACTION_BENCHMARK)) {
      Export export = Exports.of(Scenarios.troubled(), format);
      assertThat(export.files())
          .allSatisfy(it -> assertThat(it.text()).doesNotContain("node-express", "rust-axum"));
      assertThat(export.leftOut())
          .anySatisfy(it -> assertThat(it).contains("node-express").contains("17 of 18"))
          .anySatisfy(it -> assertThat(it).contains("rust-axum").contains("cargo"));
    }
  }

  @Test
  void aGatesSessionBecomesOneLineAFigure() {
    GateResults session = GateFixtures.same().slices(2, 1).requests(40).dropped(1).build();
    String text = Exports.of(session, ExportFormat.CSV).files().getFirst().text();
    List<String> lines = text.lines().toList();
    assertThat(lines).hasSize(1 + 2 * session.launches().size() + 4 * session.slices().size());
    assertThat(lines).allMatch(it -> it.split(",", -1).length == 12);
    GateSlice first = session.slices().getFirst();
    assertThat(lines)
        .contains(
            "20260304T050607Z,%s,1,1,1,%s,paced,cpu.ns,ns,%.0f,,the load generator itself was the limit"
                .formatted(first.startedAt(), first.arm(), first.cpuNs().value()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exports.of(session, ExportFormat.HLOG))
        .withMessageContaining("as csv or junit, not as hlog");
  }

  @Test
  void oneBackendAloneIsPickedByItsId() {
    BenchmarkResults picked = Exports.only(Scenarios.threeBackends(), List.of("rust-axum"));
    assertThat(picked.backends()).extracting(BackendSummary::id).containsExactly("rust-axum");
    assertThat(picked.iterations()).hasSize(10).allMatch(it -> it.backendId().equals("rust-axum"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exports.only(Scenarios.threeBackends(), List.of("go-gin")))
        .withMessageContaining("go-gin")
        .withMessageContaining("node-express, rust-axum, java-undertow");
  }
}
