package dev.spikebench.loadgen.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.EventField;
import dev.spikebench.loadgen.workload.EventIdShape;
import dev.spikebench.loadgen.workload.EventKind;
import dev.spikebench.loadgen.workload.ValueSource;
import dev.spikebench.loadgen.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadFilesTest {
  private static final String LEAST = "id: one\nquestion: What is it?\n";

  /// One of everything, the lines counted in the table below.
  private static final String FULL =
      """
      id: one
      question: What is it?
      load:
        mode: open
        rate: 100:400
        arrivals: poisson
        concurrency: 8
        events: 1000
        warmupEvents: 0
        batchSize: 20
      eventIds: random
      duplicateShare: 0.25
      sessions: 7
      event:
        agent_type: codex
        project: {cycle: [a, b]}
        metadata:
          index: {range: 0..9}
      metadataBytes: 300
      kinds:
        - weight: 3
          event:
            event_type: tool_use
            tool_name: {choice: {Bash: 2, Read: 1}}
            duration_ms: {choice: {1..9: 2, 50: 1}}
        - event:
            event_type: error
            branch: {prefix: fix/, random: 1..5}
            project: other
          metadataBytes: {random: 20..90}
      """;

  @TempDir Path folder;

  @Test
  void whatAFileLeavesOutIsAsInTheSpecWorkload() throws IOException {
    assertThat(read(LEAST))
        .isEqualTo(Workload.spec().toBuilder().id("one").question("What is it?").build());
  }

  @Test
  void everyKeyIsReadIntoItsValue() throws IOException {
    Workload workload = read(FULL);

    assertThat(workload.id()).isEqualTo("one");
    assertThat(workload.mode())
        .isEqualTo(new LoadMode.OpenLoop(new ArrivalRate(100, 400), Arrivals.POISSON));
    assertThat(workload.concurrency()).isEqualTo(8);
    assertThat(workload.events()).isEqualTo(1_000);
    assertThat(workload.warmupEvents()).isZero();
    assertThat(workload.batchSize()).isEqualTo(20);
    assertThat(workload.ids()).isEqualTo(EventIdShape.RANDOM);
    assertThat(workload.duplicateShare()).isEqualTo(0.25);
    assertThat(workload.sessions()).isEqualTo(7);
    assertThat(workload.kinds()).hasSize(2);
  }

  @Test
  void kindsAddToWhatAllEventsHaveOrTakeItsPlace() throws IOException {
    List<EventKind> kinds = read(FULL).kinds();

    assertThat(kinds.getFirst().weight()).isEqualTo(3);
    assertThat(kinds.getFirst().fields())
        .containsEntry(EventField.AGENT_TYPE, new ValueSource.Fixed("codex"))
        .containsEntry(EventField.PROJECT, new ValueSource.Cycle(List.of("a", "b")))
        .containsEntry(
            EventField.DURATION_MS,
            new ValueSource.Choice(
                List.of(
                    new ValueSource.Option(new ValueSource.DrawnRange("", 1, 9), 2),
                    new ValueSource.Option(new ValueSource.Fixed("50"), 1))));
    assertThat(kinds.getFirst().metadataBytes()).isEqualTo(new ValueSource.Fixed("300"));
    assertThat(kinds.getLast().weight()).isEqualTo(1);
    assertThat(kinds.getLast().fields())
        .containsEntry(EventField.PROJECT, new ValueSource.Fixed("other"))
        .containsEntry(EventField.BRANCH, new ValueSource.DrawnRange("fix/", 1, 5))
        .doesNotContainKey(EventField.TOOL_NAME);
    assertThat(kinds.getLast().metadataBytes()).isEqualTo(new ValueSource.DrawnRange("", 20, 90));
    assertThat(kinds.getLast().metadata()).containsOnlyKeys("index");
  }

  @Test
  void singleEventsNeedNoBatchSize() throws IOException {
    Workload workload = read(LEAST + "load: {single: true}\n");

    assertThat(workload.single()).isTrue();
    assertThat(workload.batchSize()).isEqualTo(1);
  }

  @Test
  void aRateAloneIsAnOpenLoop() throws IOException {
    assertThat(read(LEAST + "load: {rate: 50}\n").mode())
        .isEqualTo(new LoadMode.OpenLoop(ArrivalRate.constant(50), Arrivals.UNIFORM));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: one             | id: a b               | 1: id: must be letters, digits",
        "id: one             | ids: one              | 1: id: is missing",
        "question: What is it? | question:           | 2: question: must be a single value",
        "question: What is it? | kwestion: x         | 2: kwestion: unknown key; did you mean"
            + " \"question\"?",
        "mode: open          | mode: opened          | 4: load.mode: must be one of closed, open",
        "mode: open          | mode: closed          | 5: load.rate: belongs to an open loop",
        "mode: open          | mode: closed          | 6: load.arrivals: belong to an open loop",
        "rate: 100:400       | rate: fast            | 5: load.rate: 'fast' is no rate",
        "rate: 100:400       | rat: 5                | 5: load.rat: unknown key; did you mean"
            + " \"rate\"?",
        "rate: 100:400       | single: false         | 4: load.rate: is missing",
        "concurrency: 8      | concurrency: 0        | 7: load.concurrency: must be a whole number"
            + " from 1 to 10000",
        "events: 1000        | events: many          | 8: load.events: must be a whole number",
        "events: 1000        | concurrency: 9        | 8: load.concurrency: is given twice, first"
            + " in line 7",
        "batchSize: 20       | batchSize: 10001      | 10: load.batchSize: must be a whole number"
            + " from 1 to 10000",
        "rate: 100:400       | single: true          | 10: load.batchSize: must be 1, or left out",
        "eventIds: random    | eventIds: uuid        | 11: eventIds: must be one of sequential,"
            + " random",
        "duplicateShare: 0.25 | duplicateShare: 0.95 | 12: duplicateShare: must be a number from"
            + " 0.0 to 0.9",
        "sessions: 7         | sessions: -1          | 13: sessions: must be a whole number",
        "agent_type: codex   | agent_typ: codex      | 15: event.agent_typ: unknown key; did you"
            + " mean \"agent_type\"?",
        "agent_type: codex   | branch: x             | kinds[0].event: lacks agent_type",
        "agent_type: codex   | agent_type: ''        | 15: event.agent_type: must not be empty",
        "agent_type: codex   | agent_type: [a, b]    | 15: event.agent_type: must be a value, or"
            + " {cycle: [a, b]}",
        "agent_type: codex   | agent_type:           | 15: event.agent_type: has no value",
        "{cycle: [a, b]}     | {cycle: []}           | 16: event.project.cycle: must be a list of"
            + " at least one",
        "{cycle: [a, b]}     | {cycle: [a, {b: c}]}  | 16: event.project.cycle[1]: must be a single"
            + " value",
        "{cycle: [a, b]}     | {cycel: [a, b]}       | 16: event.project.cycel: unknown key; did"
            + " you mean \"cycle\"?",
        "{cycle: [a, b]}     | {cycle: [a], range: 1..2} | 16: event.project: must have exactly one"
            + " of cycle, choice, range, random",
        "{cycle: [a, b]}     | {prefix: p, cycle: [a]} | 16: event.project.prefix: goes with range"
            + " or random alone",
        "{range: 0..9}       | {range: 9..0}         | 18: event.metadata.index.range: must be"
            + " A..B",
        "{range: 0..9}       | {range: 0-9}          | 18: event.metadata.index.range: must be"
            + " A..B",
        "index: {range: 0..9} | text: x              | kinds[0].metadataBytes: fills the member"
            + " \"text\"",
        "metadataBytes: 300  | metadataBytes: 9999999 | 19: metadataBytes: must be a whole number"
            + " from 0 to 1048576",
        "weight: 3           | weight: 0             | 21: kinds[0].weight: must be a whole number"
            + " from 1",
        "event_type: tool_use | event_type: tool     | 23: kinds[0].event.event_type: must be one"
            + " of tool_use, session_start",
        "event_type: tool_use | event_type: {range: 1..2} | 23: kinds[0].event.event_type.range:"
            + " unknown key",
        "{Bash: 2, Read: 1}  | {Bash: two, Read: 1}  | 24: kinds[0].event.tool_name.choice.Bash:"
            + " must have a weight from 1",
        "{Bash: 2, Read: 1}  | [Bash, Read]          | 24: kinds[0].event.tool_name.choice: must be"
            + " values with their weights",
        "{1..9: 2, 50: 1}    | {9..1: 2}             | 25: kinds[0].event.duration_ms.choice.9..1:"
            + " must be A..B",
        "{1..9: 2, 50: 1}    | {1.5: 2}              | 25: kinds[0].event.duration_ms.choice.1.5:"
            + " must be a whole number",
        "{choice: {1..9: 2, 50: 1}} | {prefix: a, range: 1..2} | 25:"
            + " kinds[0].event.duration_ms.prefix: can stand before a text alone",
      })
  void everyMistakeIsNamedWithLineAndPlace(String good, String bad, String message)
      throws IOException {
    assertThat(FULL).contains(good);
    Path file = write(FULL.replace(good, bad));

    assertThatThrownBy(() -> WorkloadFiles.read(file))
        .isInstanceOfSatisfying(
            FileProblemsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(FileProblem::toString)
                    .anyMatch(text -> text.startsWith(file + ":") && text.contains(message)));
  }

  @Test
  void allMistakesAreToldAtOnceInTheOrderOfTheFile() throws IOException {
    Path file =
        write(
            FULL.replace("events: 1000", "events: none")
                .replace("sessions: 7", "sessions: x")
                .replace("event_type: error", "event_type: oops"));

    assertThatThrownBy(() -> WorkloadFiles.read(file))
        .isInstanceOfSatisfying(
            FileProblemsException.class,
            e -> assertThat(e.problems()).extracting(FileProblem::line).containsExactly(8, 13, 27));
  }

  @Test
  void missingFileSaysHowToBeginOne() {
    assertThatThrownBy(() -> WorkloadFiles.read(folder.resolve("none.yaml")))
        .hasMessageContaining("workload init");
  }

  @Test
  void theTemplateIsReadBackAndUsesEveryKey() throws IOException {
    Path file = WorkloadTemplate.write(folder, "ours");
    String text = Files.readString(file);

    assertThat(WorkloadFiles.read(file).id()).isEqualTo("ours");
    assertThat(WorkloadValidation.validate(file)).isEmpty();
    assertThat(EventField.keys()).allSatisfy(key -> assertThat(text).contains(key));
    assertThat(text)
        .contains("mode:", "rate:", "arrivals:", "concurrency:", "events:", "warmupEvents:")
        .contains("batchSize:", "single:", "eventIds:", "duplicateShare:", "sessions:")
        .contains("metadataBytes:", "kinds:", "weight:", "cycle:", "choice:", "range:", "random:");
    assertThatThrownBy(() -> WorkloadTemplate.write(folder, "ours"))
        .hasMessageContaining("exists already");
    assertThatThrownBy(() -> WorkloadTemplate.write(folder, "../up"))
        .hasMessageContaining("id must be");
  }

  @Test
  void validationWarnsOfAnotherNameAndOfBodiesThatMayBeTooLarge() throws IOException {
    Path file = folder.resolve("two.yaml");
    Files.writeString(file, LEAST + "metadataBytes: 100000\n");

    assertThat(WorkloadValidation.validate(file))
        .allMatch(problem -> problem.severity() == FileProblem.Severity.WARNING)
        .extracting(FileProblem::place)
        .containsExactlyInAnyOrder("id", "load.batchSize");
  }

  private Workload read(String text) throws IOException {
    return WorkloadFiles.read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("one.yaml"), text);
  }
}
