package dev.spikebench.backends.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.backends.yaml.FileProblem.Severity;
import dev.spikebench.backends.yaml.FileProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackendDescriptorsTest {
  private static final String GOOD =
      """
      id: one
      name: One
      language: C
      framework: none
      start:
        command: [./serve, 8080, "${directory}/x"]
      size:
        application: [serve]
      durability:
        journalMode: WAL
        synchronous: NORMAL
        writeStrategy: group
      """;

  @TempDir Path folder;

  @Test
  void smallestDescriptorHasDefaults() throws IOException {
    BackendDescriptor descriptor = BackendDescriptors.read(write(GOOD));
    assertThat(descriptor.id()).isEqualTo("one");
    assertThat(descriptor.healthPath()).isEqualTo("/api/health");
    assertThat(descriptor.build().steps()).isEmpty();
    assertThat(descriptor.start().directory()).isNull();
    assertThat(descriptor.start().command())
        .containsExactly("./serve", "8080", folder.resolve("x").toString());
    assertThat(descriptor.size().application()).containsExactly(folder.resolve("serve"));
    assertThat(descriptor.size().runtime()).isEmpty();
    assertThat(descriptor.durability().writeStrategy()).isEqualTo("group");
    assertThat(descriptor.rawInsert()).isNull();
  }

  @Test
  void rawInsertCommandIsExpanded() throws IOException {
    String section = "rawInsert:\n  command: [\"${directory}/raw\"]\nsize:";
    RawInsertPlan plan = BackendDescriptors.read(write(GOOD.replace("size:", section))).rawInsert();
    assertThat(plan)
        .isEqualTo(new RawInsertPlan(List.of(folder.resolve("raw").toString()), Map.of()));
  }

  @Test
  void descriptorsOfTheJavaBackendAreGood() {
    Path root = Path.of(System.getProperty(Placeholders.ROOT_PROPERTY));
    List<BackendDescriptor> all = BackendDescriptors.readAll(root.resolve("backends"));
    assertThat(all)
        .extracting(BackendDescriptor::id, BackendDescriptor::byDefault)
        .contains(tuple("java-undertow", true), tuple("java-undertow-jar", false));
    assertThat(List.of("java-undertow", "java-undertow-jar"))
        .allSatisfy(
            id ->
                assertThat(DescriptorValidation.validate(root.resolve("backends").resolve(id)))
                    .filteredOn(problem -> problem.severity() == Severity.ERROR)
                    .isEmpty());
  }

  @Test
  void programIsTheFileOnTheSearchPathOrJustItsName() throws IOException {
    String runtime = "  runtime: [\"${program:sh}\", \"${program:no-such-program}\"]\ndurability:";
    List<Path> paths =
        BackendDescriptors.read(write(GOOD.replace("durability:", runtime))).size().runtime();
    assertThat(paths.getFirst()).isExecutable().isAbsolute();
    assertThat(paths.getLast()).isEqualTo(folder.resolve("no-such-program"));
  }

  @Test
  void templateIsReadBackAndUsesEveryKey() throws IOException {
    Path file = DescriptorTemplate.write(folder, "new-one");
    BackendDescriptor descriptor = BackendDescriptors.read(file);
    assertThat(descriptor.id()).isEqualTo("new-one");
    assertThat(descriptor.build().tools()).isNotEmpty();
    assertThat(descriptor.build().steps().getFirst().environment()).isNotEmpty();
    assertThat(descriptor.start().tools()).isNotEmpty();
    assertThat(Objects.requireNonNull(descriptor.rawInsert()).environment()).isNotEmpty();
    assertThat(descriptor.size().runtime()).isNotEmpty();
    assertThatThrownBy(() -> DescriptorTemplate.write(folder, "new-one"))
        .isInstanceOf(BackendsException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void templateRefusesAnIdThatIsNone() {
    assertThatThrownBy(() -> DescriptorTemplate.write(folder, "../up"))
        .isInstanceOf(BackendsException.class)
        .hasMessageContaining("../up");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void unknownKeyNamesLinePlaceAndNearestName() throws IOException {
    Path file = write(GOOD.replace("  command:", "  comand:"));
    assertThatThrownBy(() -> BackendDescriptors.read(file))
        .isInstanceOf(FileProblemsException.class)
        .hasMessageContaining(file + ":6: start.comand: unknown key; did you mean \"command\"?");
  }

  @Test
  void everyProblemIsToldAtOnceInTheOrderOfTheFile() throws IOException {
    Path file =
        write(
            GOOD.replace("id: one", "id: One!")
                .replace("language: C", "language:")
                .replace("group", "grouped")
                .replace("${directory}", "${directry}"));
    assertThatThrownBy(() -> BackendDescriptors.read(file))
        .isInstanceOfSatisfying(
            FileProblemsException.class,
            e -> {
              assertThat(e.problems())
                  .extracting(FileProblem::place)
                  .containsExactly(
                      "id", "language", "start.command[2]", "durability.writeStrategy");
              assertThat(e.problems()).extracting(FileProblem::line).containsExactly(1, 3, 6, 12);
            })
        .hasMessageContaining("${directory}")
        .hasMessageContaining("per-event, per-batch, group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: One            | name: [One]          | name: must be a single value",
        "name: One            | name: ''             | name: must not be empty",
        "name: One            | id: two              | id: is given twice, first in line 1",
        "name: One            | nam: One             | name: is missing",
        "name: One            | name: *other         | name: aliases are not supported",
        "framework: none      | health: api          | health: must be a path",
        "command: [./serve    | command: [           | start.command[0]",
        "framework: none      | rawInsert: ./raw     | rawInsert: must be keys with values",
        "framework: none      | 'rawInsert: {}'      | rawInsert.command: must be a list",
        "application: [serve] | application: []      | size.application: must name",
        "application: [serve] | application: serve   | size.application: must be a list",
        "framework: none      | '{'                  | is no valid YAML",
      })
  void mistakeIsNamed(String good, String bad, String message) throws IOException {
    String text =
        bad.contains("command") ? GOOD.replace("./serve", "{a: b}") : GOOD.replace(good, bad);
    Path file = write(text);
    assertThatThrownBy(() -> BackendDescriptors.read(file))
        .isInstanceOf(FileProblemsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void missingSectionIsToldOnceWithoutItsKeys() throws IOException {
    Path file = write(GOOD.replaceAll("(?s)durability:.*", ""));
    assertThatThrownBy(() -> BackendDescriptors.read(file))
        .isInstanceOfSatisfying(
            FileProblemsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(FileProblem::place)
                    .containsExactly("durability"));
  }

  @Test
  void furtherDocumentIsRefused() throws IOException {
    Path file = write(GOOD + "---\nid: two\n");
    assertThatThrownBy(() -> BackendDescriptors.read(file)).hasMessageContaining("one document");
  }

  @Test
  void missingFileSaysHowToGetOne() {
    assertThatThrownBy(() -> BackendDescriptors.read(folder.resolve("none.yaml")))
        .isInstanceOf(FileProblemsException.class)
        .hasMessageContaining("backend init");
  }

  @Test
  void sameIdInTwoFoldersIsRefused() throws IOException {
    for (String name : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(name));
      Files.writeString(folder.resolve(name).resolve("backend.yaml"), GOOD);
    }
    assertThatThrownBy(() -> BackendDescriptors.readAll(folder))
        .isInstanceOf(FileProblemsException.class)
        .hasMessageContaining("is the id of");
  }

  @Test
  void validationTellsWhatIsMissingOnThisMachine() throws IOException {
    Path file = DescriptorTemplate.write(folder, "new-one");
    Files.writeString(
        file, Files.readString(file).replace("name: node", "name: no-such-tool-here"));
    assertThat(DescriptorValidation.validate(file))
        .extracting(FileProblem::toString)
        .anyMatch(text -> text.contains("package.json does not exist"))
        .anyMatch(text -> text.contains("no-such-tool-here is not installed"));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("backend.yaml"), text);
  }
}
