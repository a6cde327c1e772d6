package dev.spikebench.backends.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolFinderTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "git version 2.43.0, 2.43.0",
    "v22.5.1, 22.5.1",
    "cargo 1.90.0 (840b83a10 2025-07-30), 1.90.0",
    "tool 7, 7",
    "'\u001B[1mApache Maven 3.8.7\u001B[m', 3.8.7",
  })
  void versionIsFoundInWhatProgramsPrint(String printed, String version) {
    assertThat(Version.in(printed).map(Version::text)).hasValue(version);
  }

  @Test
  void textWithoutNumbersHasNoVersion() {
    assertThat(Version.in("unknown")).isEmpty();
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(version("1.10")).isGreaterThan(version("1.9.3"));
    assertThat(version("22")).isEqualByComparingTo(version("22.0.0"));
    assertThat(version("3.8.6")).isLessThan(version("3.8.7"));
  }

  @Test
  void programIsFoundByNameOnTheSearchPathAndByPath() {
    String searchPath = folder + File.pathSeparator + JAVA.getParent();
    assertThat(ToolFinder.find("java", searchPath)).hasValue(JAVA);
    assertThat(ToolFinder.find("java", folder.toString())).isEmpty();
    assertThat(ToolFinder.find(JAVA.toString(), "")).hasValue(JAVA);
    assertThat(ToolFinder.find(folder.toString(), "")).isEmpty();
  }

  @Test
  void programIsAskedForItsVersion() {
    assertThat(ToolFinder.version(JAVA, List.of("--version")).value()).startsWith("25");
    assertThat(ToolFinder.version(folder.resolve("none"), List.of()).reason()).isNotBlank();
  }

  @Test
  void probeListsTheJdkInUseFirst() {
    List<InstalledTool> tools = ToolProbe.probe();
    assertThat(tools.getFirst().name()).isEqualTo("java");
    assertThat(tools.getFirst().installed()).isTrue();
    assertThat(tools)
        .allSatisfy(
            tool -> {
              assertThat(tool.installed() || tool.version().reason() != null).isTrue();
              assertThat(tool.hint()).isNotBlank();
            });
  }

  private static Version version(String text) {
    return Version.in(text).orElseThrow();
  }
}
