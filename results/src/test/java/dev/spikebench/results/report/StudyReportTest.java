package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.StudyScenarios;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.model.StudyResults;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class StudyReportTest {

  private static final List<Function<StudyResults, String>> REPORTS =
      List.of(StudyReport::markdown, StudyReport::html, StudyReport::summary);

  @TempDir private Path folder;

  @Test
  void aRatioNamesItsSidesItsBackendItsLevelsAndItsInterval() {
    String report = StudyReport.markdown(StudyScenarios.two().build());
    assertThat(report)
        .containsPattern(
            "\\| strategy group against per-event on Name of rust-axum at FULL"
                + " \\| from [56](\\.[0-9]+)? to [67](\\.[0-9]+)? times \\|")
        .containsPattern(
            "\\| synchronous FULL against NORMAL on Name of node-express with group"
                + " \\| from 0\\.[45][0-9]* to 0\\.5[0-9]* times \\|");
  }

  @Test
  void withTooFewRoundsNoIntervalIsInvented() {
    String report = StudyReport.markdown(StudyScenarios.two().rounds(5).build());
    assertThat(report)
        .contains("times, no interval from 5 rounds of at least 6")
        .doesNotContain("may miss")
        .doesNotContain("| from ");
  }

  /// 4 ratios of the strategy, 4 of the synchronous level, 4 of the backend, two metrics each.
  @Test
  void howManyIntervalsMayMissIsSaid() {
    assertThat(StudyReport.markdown(StudyScenarios.two().build()))
        .contains("of 24 intervals at 95% about 1 may miss their truth.");
  }

  @Test
  void noiseIsNoDifference() {
    StudyResults study =
        StudyScenarios.two().rate("group", 1).rate("FULL", 1).noise(0.3).rounds(6).build();
    String report = StudyReport.markdown(study);
    assertThat(report)
        .containsPattern("strategy group against per-event on [^|]+ \\| cannot tell: from 0");
  }

  @Test
  void sharesStandBesideTheirLevels() {
    String report = StudyReport.markdown(StudyScenarios.two().build());
    assertThat(report)
        .contains(
            "Computed over these levels alone: backend Name of node-express, Name of rust-axum;"
                + " write strategy per-event, group; synchronous NORMAL, FULL")
        .containsPattern("\\| write strategy \\| 8[0-9.]+% \\| 8[0-9.]+% to ")
        .contains("For throughput the write strategy explains more than the backend");
    String html = StudyReport.html(StudyScenarios.two().build());
    assertThat(html)
        .contains("<desc id=\"shares-throughput-text\">write strategy: 8")
        .contains("Levels: backend Name of node-express, Name of rust-axum");
  }

  @Test
  void whereTheBackendExplainsMoreThatIsSaid() {
    StudyResults study = StudyScenarios.two().rate("rust-axum", 900_000).build();
    assertThat(StudyReport.markdown(study))
        .contains("For throughput the backend explains more than the write strategy");
  }

  @Test
  void aMissingBackendIsASpokenGap() {
    StudyResults study = StudyScenarios.two().without("rust-axum").build();
    String report = StudyReport.markdown(study);
    assertThat(report)
        .contains("Name of rust-axum is missing, because cargo is not installed.")
        .contains("Left out, since nothing was measured at it: Name of rust-axum.")
        .contains("cannot be told from this study: rust-axum could not be measured.")
        .contains("**Valid, with warnings.**")
        .contains("strategy group against per-event on Name of node-express at FULL")
        .doesNotContain("Name of rust-axum against");
  }

  @Test
  void nothingMeasuredIsInvalidAndStillAReport() {
    StudyResults study = StudyScenarios.two().without("rust-axum").without("node-express").build();
    for (Function<StudyResults, String> report : REPORTS) {
      assertThat(report.apply(study)).contains("Invalid").contains("0 of 0 measurements are valid");
    }
  }

  @Test
  void noSentenceRanksABackendThatIsNotTuned() {
    StudyResults study =
        StudyScenarios.of("node-express", "rust-axum", "java-undertow")
            .rawRate("rust-axum", 90_000)
            .build();
    String report = StudyReport.markdown(study);
    assertThat(report)
        .contains(
            "Name of rust-axum is marked not tuned: with group in the steady state it reaches 67%")
        .containsPattern(
            "\\| Name of java-undertow against Name of node-express [^|]+ \\| from [0-9.]+ to");
    assertThat(
            report
                .lines()
                .filter(
                    it ->
                        it.contains(" against Name of rust-axum ")
                            || it.startsWith("| Name of rust-axum against")))
        .isNotEmpty()
        .allMatch(it -> it.contains("| not told: not tuned | not told: not tuned |"));
    assertThat(report).contains("cannot be told from this study: rust-axum is marked not tuned.");
  }

  @Test
  void reportsHaveTheSameBytesInEveryLanguageAndTimeZone() {
    StudyResults study = StudyScenarios.two().build();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (Function<StudyResults, String> report : REPORTS) {
        String expected = report.apply(study);
        for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE")) {
          Locale.setDefault(Locale.forLanguageTag(tag));
          TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
          assertThat(report.apply(study)).as(tag).isEqualTo(expected);
        }
        Locale.setDefault(locale);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void theFilesOfAFolderComeFromTheFileAlone() {
    StudyResults study = StudyScenarios.two().build();
    StudyReport.write(folder, study);
    StudyResults read = StudyFiles.read(folder.resolve(StudyReport.RESULTS));
    assertThat(folder.resolve(StudyReport.MARKDOWN)).hasContent(StudyReport.markdown(read));
    assertThat(folder.resolve(StudyReport.HTML)).hasContent(StudyReport.html(read));
  }

  @Test
  void everyRowOfATableHasAsManyCellsAsItsHead() {
    List<String> rows =
        StudyReport.markdown(StudyScenarios.two().build())
            .lines()
            .filter(it -> it.startsWith("|"))
            .toList();
    long cells = 0;
    for (int index = 0; index < rows.size(); index++) {
      boolean head = index + 1 < rows.size() && rows.get(index + 1).startsWith("|--");
      cells = head ? bars(rows.get(index)) : cells;
      assertThat(bars(rows.get(index))).as(rows.get(index)).isEqualTo(cells);
    }
  }

  private static long bars(String row) {
    return row.replace("\\|", "").chars().filter(it -> it == '|').count();
  }

  @Test
  void theDrawingsAreWellFormed() throws Exception {
    String html = StudyReport.html(StudyScenarios.two().build());
    List<String> drawings =
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
            .matcher(html)
            .results()
            .map(it -> it.group())
            .toList();
    assertThat(drawings).hasSize(2);
    for (String drawing : drawings) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(drawing)));
    }
    assertThat(html).doesNotContain("<script").doesNotContain("http-equiv=\"refresh\"");
  }
}
