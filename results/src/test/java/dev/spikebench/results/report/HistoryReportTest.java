package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.HistoryScenarios;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistoryEntry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class HistoryReportTest {

  @TempDir private Path folder;

  private static History moved() {
    return History.of(HistoryScenarios.entries(1, 1, 1.5));
  }

  @Test
  void aChangeIsSaidWithWhereAndHowMuch() {
    String text = HistoryReport.markdown(moved(), List.of());
    assertThat(text)
        .contains("# History of 3 results")
        .containsPattern("\\*\\*[0-9]+ worse, 0 better, of [0-9]+ steps.\\*\\*")
        .containsPattern(
            "- Throughput of Java \\(Undertow\\) got worse by 5[0-9.]+% \\(interval"
                + " \\+[0-9.]+% to \\+[0-9.]+%\\) between 2026-03-06 05:06 \\(0123456\\) and"
                + " 2026-03-07 05:06 \\(0123456\\)")
        .contains("gate --baseline git:OLD");
    assertThat(text).doesNotContain("Rust (axum) got");
  }

  @Test
  void whereTheArtifactIsTheSameTheCodeIsNotBlamed() {
    assertThat(HistoryReport.markdown(moved(), List.of()))
        .contains("Both ran the same artifact: the machine moved, not the code.");
  }

  @Test
  void anotherKindOfArtifactBreaksTheLineOfItsBackendAlone() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.packaged(1, 1, 1, null)),
                HistoryEntry.of("2.json", HistoryScenarios.packaged(2, 3, 2, null))));
    assertThat(HistoryReport.markdown(history, List.of()))
        .contains("cannot be compared with")
        .contains("is another kind of artifact")
        .doesNotContain("of Java (Undertow) got");
    String page = HistoryReport.html(history, List.of());
    String both = HistoryReport.html(moved(), List.of());
    // A line for each figure of both backends, then for those of one.
    assertThat(lines(both)).isEqualTo(2 * lines(page));
  }

  private static long lines(String page) {
    return Pattern.compile("<polyline").matcher(page).results().count();
  }

  @Test
  void whereNothingMovedNothingIsSaidToHaveMoved() {
    String text = HistoryReport.markdown(History.of(HistoryScenarios.entries(1, 1)), List.of());
    assertThat(text)
        .contains("No change seen in")
        .doesNotContain(" got ", "gate --baseline", "Not comparable");
  }

  @Test
  void obstaclesAndFilesThatWereLeftOutAreNamed() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.on(1, 1)),
                HistoryEntry.of("2.json", HistoryScenarios.elsewhere(2, 3))));
    String text = HistoryReport.markdown(history, List.of("soak-1.json: the result of a soak."));
    assertThat(text)
        .contains("**Nothing is comparable.**")
        .contains("another cpuModel (Example CPU 3000, then Another CPU)")
        .contains("- soak-1.json: the result of a soak.");
  }

  @Test
  void thePageHasAChartForEachFigureWithALineForEachBackend() {
    String page = HistoryReport.html(moved(), List.of());
    assertThat(page)
        .contains("<desc id=\"eventsPerSecond-text\">Java (Undertow): 29,706 events/s")
        .doesNotContain("<script", "http://localhost", "src=");
    assertThat(page.split("<polyline class=\"line\"", -1)).hasSizeGreaterThan(18);
  }

  @Test
  void aLineEndsWhereResultsAreNotComparable() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.on(1, 1)),
                HistoryEntry.of("2.json", HistoryScenarios.elsewhere(2, 3))));
    assertThat(HistoryReport.html(history, List.of()))
        .doesNotContain("<polyline")
        .contains("class=\"break\"");
  }

  @Test
  void theChartsBesideTheMarkdownAreWellFormedDrawings() throws Exception {
    HistoryReport.write(folder, moved(), List.of());
    assertThat(Files.readString(folder.resolve("history.md"))).contains("(eventsPerSecond.svg)");
    for (String name : List.of("eventsPerSecond.svg", "latencyP99Ms.svg")) {
      String svg = Files.readString(folder.resolve(name));
      assertThat(
              DocumentBuilderFactory.newDefaultInstance()
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(svg)))
                  .getDocumentElement()
                  .getTagName())
          .isEqualTo("svg");
    }
    assertThat(folder.resolve("history.html")).isNotEmptyFile();
  }

  @Test
  void namesCannotBreakThePage() {
    History history = History.of(List.of(HistoryEntry.of("1.json", Scenarios.troubled())));
    assertThat(HistoryReport.html(history, List.of(Scenarios.HOSTILE_NAME)))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;");
  }

  @Test
  void theBytesAreTheSameInEveryLanguageAndTimeZone() throws IOException {
    String expected = HistoryReport.html(moved(), List.of());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(HistoryReport.html(moved(), List.of())).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
