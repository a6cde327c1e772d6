package dev.spikebench.results.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.results.json.ResultFileException;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.SoakFiles;
import dev.spikebench.results.json.UnsupportedVersionException;
import dev.spikebench.results.report.SoakReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakReportTest {
  @TempDir private Path folder;

  @Test
  void fileIsReadAsItWasWritten() {
    Path file = folder.resolve("soak-results.json");
    SoakResults results = SoakExamples.withOutage();

    SoakFiles.write(file, results);

    assertThat(ResultFiles.kind(file)).isEqualTo(SoakResults.KIND);
    assertThat(SoakFiles.read(file)).isEqualTo(results);
    assertThat(SoakFiles.toJson(SoakFiles.read(file))).isEqualTo(SoakFiles.toJson(results));
  }

  @Test
  void damageIsNamedWithItsPlace() throws IOException {
    String json = SoakFiles.toJson(SoakExamples.withOutage());
    assertThatThrownBy(() -> SoakFiles.parse("a.json", json.replace("\"writers\"", "\"writer\"")))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining("a.json")
        .hasMessageContaining("/plan/writer");
    assertThatThrownBy(() -> SoakFiles.parse("a.json", json.replace("1.0.0", "2.0.0")))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessageContaining("2.0.0");
    assertThatThrownBy(() -> SoakFiles.parse("a.json", json.substring(0, 100)))
        .isInstanceOf(ResultFileException.class);
    Path other = folder.resolve("other.json");
    Files.writeString(other, "{\"schemaVersion\":\"1.0.0\"}");
    assertThat(ResultFiles.kind(other)).isNotEqualTo(SoakResults.KIND);
  }

  @Test
  void reportsSayVerdictOutageAndEveryInterval() {
    SoakResults results = SoakExamples.withOutage();

    String markdown = SoakReport.markdown(results);
    assertThat(markdown)
        .contains("**STABLE.**", "3 of 180,003 requests failed", "1 times, 7.5 s together")
        .contains("started anew", "a remark", "| 1,808");
    assertThat(markdown.lines().filter(line -> line.contains("| 8.25")).count()).isEqualTo(30);

    String html = SoakReport.html(results);
    assertThat(html)
        .contains("banner invalid", "stopped &lt;listening&gt;", "<polyline", "class=\"outage\"")
        .doesNotContain("<script", "http://www.w3.org/1999");
    assertThat(SoakReport.html(results)).isEqualTo(html);
  }
}
