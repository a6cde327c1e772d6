package dev.spikebench.backends.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.backends.build.Availability.Available;
import dev.spikebench.backends.build.Availability.Unavailable;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BuildPlan;
import dev.spikebench.backends.descriptor.BuildStep;
import dev.spikebench.backends.descriptor.RequiredTool;
import dev.spikebench.backends.testing.TestDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class BackendBuilderIT {
  private final List<String> output = new ArrayList<>();

  @TempDir Path folder;
  private Path source;
  private Path artifact;

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(folder.resolve("source.txt"), "one");
    artifact = folder.resolve("out/artifact.txt");
  }

  @Test
  void secondBuildOfTheSameSourcesRunsNothing() {
    BackendDescriptor descriptor = descriptor(copyStep());
    assertThat(build(descriptor)).isEqualTo(BuildOutcome.BUILT);
    assertThat(artifact).hasContent("one");
    assertThat(output).containsExactly("copying");
    assertThat(build(descriptor)).isEqualTo(BuildOutcome.UP_TO_DATE);
    assertThat(output).containsExactly("copying");
  }

  @Test
  void changedSourceIsBuiltAgain() throws IOException {
    BackendDescriptor descriptor = descriptor(copyStep());
    build(descriptor);
    Files.writeString(source, "two");
    assertThat(build(descriptor)).isEqualTo(BuildOutcome.BUILT);
    assertThat(artifact).hasContent("two");
  }

  @Test
  void twoBuildsAtOnceRunTheStepsOnce() throws Exception {
    BackendDescriptor descriptor =
        descriptor(step("echo run >> runs.txt; mkdir -p out; cp source.txt out/artifact.txt"));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<BuildOutcome> one = threads.submit(() -> BackendBuilder.build(descriptor, line -> {}));
      Future<BuildOutcome> other =
          threads.submit(() -> BackendBuilder.build(descriptor, line -> {}));
      assertThat(List.of(one.get(), other.get()))
          .containsExactlyInAnyOrder(BuildOutcome.BUILT, BuildOutcome.UP_TO_DATE);
    }
    assertThat(folder.resolve("runs.txt")).hasContent("run");
  }

  @Test
  void touchedButEqualSourceIsNotBuiltAgain() throws IOException {
    BackendDescriptor descriptor = descriptor(copyStep());
    build(descriptor);
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    assertThat(build(descriptor)).isEqualTo(BuildOutcome.UP_TO_DATE);
  }

  @Test
  void lostArtifactIsBuiltAgain() throws IOException {
    BackendDescriptor descriptor = descriptor(copyStep());
    build(descriptor);
    Files.delete(artifact);
    assertThat(build(descriptor)).isEqualTo(BuildOutcome.BUILT);
    assertThat(artifact).exists();
  }

  @Test
  void changedStepIsRunAgain() {
    build(descriptor(copyStep()));
    assertThat(
            build(descriptor(step("echo changed; mkdir -p out; cp source.txt out/artifact.txt"))))
        .isEqualTo(BuildOutcome.BUILT);
    assertThat(output).containsExactly("copying", "changed");
  }

  @Test
  void failingStepShowsItsLastLinesAndLeavesTheBackendUnbuilt() {
    BackendDescriptor descriptor =
        descriptor(step("mkdir -p out; touch out/artifact.txt; echo no such crate >&2; exit 7"));
    assertThatThrownBy(() -> build(descriptor))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(7);
              assertThat(e.lastOutput()).containsExactly("no such crate");
            })
        .hasMessageContaining("failed with exit code 7")
        .hasMessageContaining("no such crate");
    assertThat(BackendBuilder.isUpToDate(descriptor)).isFalse();
  }

  @Test
  void stepsThatMakeNoArtifactAreToldSo() {
    assertThatThrownBy(() -> build(descriptor(step("true"))))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("artifact.txt is missing");
  }

  @Test
  void missingSourceIsNamed() throws IOException {
    Files.delete(source);
    assertThatThrownBy(() -> build(descriptor(copyStep())))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("source.txt does not exist");
  }

  @Test
  void missingToolMakesTheBackendUnavailableWithAHint() {
    RequiredTool tool = new RequiredTool("no-such-tool-here", "get it there", null, List.of());
    assertThat(BackendBuilder.check(descriptor(copyStep(), tool)))
        .isEqualTo(new Unavailable("no-such-tool-here is not installed", "get it there"));
  }

  @Test
  void toolOfABuildThatIsNotNeededIsNotMissed() {
    build(descriptor(copyStep()));
    RequiredTool tool = new RequiredTool("no-such-tool-here", "get it there", null, List.of());
    assertThat(BackendBuilder.check(descriptor(copyStep(), tool))).isEqualTo(new Available());
  }

  @Test
  void toolThatIsTooOldMakesTheBackendUnavailable() throws IOException {
    Path program = folder.resolve("tool");
    Files.writeString(program, "#!/bin/sh\necho tool version 1.9.3\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    RequiredTool tool =
        new RequiredTool(program.toString(), "renew it", "1.10", List.of("--version"));
    assertThat(BackendBuilder.check(descriptor(copyStep(), tool)))
        .isEqualTo(new Unavailable(program + " is 1.9.3, needed is 1.10 or newer", "renew it"));
  }

  @Test
  void missingArtifactWithoutStepsMakesTheBackendUnavailable() {
    BuildPlan plan = new BuildPlan(List.of(), List.of(), List.of(artifact), List.of());
    BackendDescriptor descriptor = TestDescriptors.of(folder, plan, List.of("sh"));
    assertThat(BackendBuilder.check(descriptor)).isInstanceOf(Unavailable.class);
  }

  private BuildOutcome build(BackendDescriptor descriptor) {
    return BackendBuilder.build(descriptor, output::add);
  }

  private BuildStep copyStep() {
    return step("echo copying; mkdir -p out; cp source.txt out/artifact.txt");
  }

  private BuildStep step(String script) {
    return new BuildStep("step", folder, List.of("sh", "-c", script), Map.of());
  }

  private BackendDescriptor descriptor(BuildStep step, RequiredTool... tools) {
    return TestDescriptors.of(
        folder,
        new BuildPlan(List.of(tools), List.of(step), List.of(artifact), List.of(source)),
        List.of("sh"));
  }
}
