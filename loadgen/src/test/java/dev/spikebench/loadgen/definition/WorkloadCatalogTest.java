package dev.spikebench.loadgen.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.backends.yaml.YamlText;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import dev.spikebench.loadgen.workload.WorkloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadCatalogTest {
  private static final WorkloadCatalog SHIPPED =
      new WorkloadCatalog(Path.of(System.getProperty("spikebench.root")).resolve("workloads"));

  @TempDir Path folder;

  @Test
  void fewerThanTenWorkloadsShipEachWithAQuestionOfItsOwn() {
    List<Workload> all = SHIPPED.all();

    assertThat(all)
        .extracting(Workload::id)
        .containsExactly(
            "duplicates",
            "large-metadata",
            "many-sessions",
            "open-loop",
            "random-ids",
            "realistic-mix",
            "single-event",
            "spec")
        .hasSizeLessThan(10);
    assertThat(all).extracting(Workload::question).allMatch(text -> text.endsWith("?"));
    assertThat(all).extracting(Workload::question).doesNotHaveDuplicates();
    assertThat(SHIPPED.files())
        .allSatisfy(file -> assertThat(WorkloadValidation.validate(file)).isEmpty());
  }

  @Test
  void filesOfTheContractsWorkloadsSayWhatTheProgramTakesWithoutAFile() {
    assertThat(SHIPPED.find("spec")).isEqualTo(Workload.spec());
    assertThat(SHIPPED.find("random-ids")).isEqualTo(Workload.randomIds());
  }

  @Test
  void whatIsShownOfAWorkloadIsAWorkloadFileOfTheSameWorkload() throws IOException {
    for (Workload workload : SHIPPED.all()) {
      Path file = folder.resolve(workload.id() + ".yaml");
      Files.writeString(file, YamlText.of(WorkloadDefinition.of(workload)));

      assertThat(SHIPPED.find(file.toString())).isEqualTo(workload);
      assertThat(WorkloadDefinition.sha256(WorkloadFiles.read(file)))
          .isEqualTo(WorkloadDefinition.sha256(workload));
    }
  }

  @Test
  void theHashIsOfWhatIsSentAndNotOfItsName() {
    Workload spec = Workload.spec();
    String hash = WorkloadDefinition.sha256(spec);

    assertThat(hash).matches("[0-9a-f]{64}");
    assertThat(WorkloadDefinition.sha256(spec.withId("other"))).isEqualTo(hash);
    assertThat(WorkloadDefinition.sha256(spec.withEvents(20_001))).isNotEqualTo(hash);
    assertThat(WorkloadDefinition.sha256(spec.toBuilder().duplicateShare(0.1).build()))
        .isNotEqualTo(hash);
    assertThat(SHIPPED.all()).extracting(WorkloadDefinition::sha256).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNamesThereAre() {
    assertThatThrownBy(() -> SHIPPED.find("sepc"))
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining("many-sessions, open-loop")
        .hasMessageContaining("did you mean spec?")
        .hasMessageContaining("sepc");
  }

  @Test
  void theProblemsOfAllFilesAreToldTogether() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "id: a\n");
    Files.writeString(folder.resolve("b.yaml"), "question: x\n");

    assertThatThrownBy(() -> new WorkloadCatalog(folder).all())
        .isInstanceOf(FileProblemsException.class)
        .hasMessageContaining("a.yaml:1: question: is missing")
        .hasMessageContaining("b.yaml:1: id: is missing");
  }

  @Test
  void whereThereIsNoFolderThereIsNoWorkload() {
    assertThat(new WorkloadCatalog(folder.resolve("none")).all()).isEmpty();
  }
}
