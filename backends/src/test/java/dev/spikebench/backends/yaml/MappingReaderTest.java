package dev.spikebench.backends.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {
  private static final FileKind KIND = new FileKind("recipe", "recipe init");

  @TempDir Path folder;

  @Test
  void valuesAreReadWithTheirTypes() throws IOException {
    MappingReader top = reader("count: 12\nshare: 0.25\nfast: true\ncolour: red\n");

    assertThat(top.optionalWhole("count", 0, 12)).isEqualTo(12);
    assertThat(top.optionalNumber("share", 0, 1)).isEqualTo(0.25);
    assertThat(top.optionalFlag("fast")).isTrue();
    assertThat(top.optionalWord("colour", List.of("red", "blue"))).isEqualTo("red");
    assertThat(top.problems().all()).isEmpty();
  }

  @Test
  void whatIsNotGivenIsNull() throws IOException {
    MappingReader top = reader("count: 1\n");

    assertThat(top.optionalNumber("share", 0, 1)).isNull();
    assertThat(top.optionalFlag("fast")).isNull();
    assertThat(top.optionalWord("colour", List.of("red"))).isNull();
    assertThat(top.node("colour")).isNull();
    assertThat(top.problems().all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count: 13       | count: must be a whole number from 0 to 12, is \"13\"",
        "count: -1       | count: must be a whole number from 0 to 12",
        "count: 1.5      | count: must be a whole number",
        "count: 1e3      | count: must be a whole number",
        "count: 12345678901234567890 | count: must be a whole number",
        "count: [1]      | count: must be a single value, is a list",
        "share: 1.01     | share: must be a number from 0.0 to 1.0, is \"1.01\"",
        "share: NaN      | share: must be a number",
        "fast: yes       | fast: must be one of true, false, is \"yes\"",
        "colour: green   | colour: must be one of red, blue, is \"green\"",
        "colour:         | colour: must be a single value, is nothing",
        "colours: red    | colours: unknown key; did you mean \"colour\"?",
      })
  void aWrongValueIsNamedWithLineAndPlace(String line, String message) throws IOException {
    MappingReader top = reader("# a comment\n" + line + "\n");
    top.optionalWhole("count", 0, 12);
    top.optionalNumber("share", 0, 1);
    top.optionalFlag("fast");
    top.optionalWord("colour", List.of("red", "blue"));

    assertThat(top.problems().all())
        .singleElement()
        .asString()
        .contains("recipe.yaml:2: " + message);
  }

  @Test
  void messagesCallTheFileWhatItIs() {
    Path missing = folder.resolve("none.yaml");

    assertThatThrownBy(() -> YamlTree.read(missing, KIND, new ProblemList(missing)))
        .isInstanceOf(FileProblemsException.class)
        .hasMessage(missing + ": does not exist; `recipe init` writes one");
  }

  @Test
  void nearestNameIsFoundOnlyWhereOneIsNear() {
    assertThat(NearestName.of("helth", List.of("health", "start"))).hasValue("health");
    assertThat(NearestName.of("HEALTH", List.of("health"))).hasValue("health");
    assertThat(NearestName.of("colour", List.of("health", "start"))).isEmpty();
  }

  private MappingReader reader(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("recipe.yaml"), text);
    ProblemList problems = new ProblemList(file);
    return new MappingReader(
        YamlTree.read(file, KIND, problems),
        "",
        new MappingReader.Context(folder, TextExpansion.NONE, problems),
        List.of("count", "share", "fast", "colour"));
  }
}
