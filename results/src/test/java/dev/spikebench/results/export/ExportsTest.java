package dev.spikebench.results.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
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
