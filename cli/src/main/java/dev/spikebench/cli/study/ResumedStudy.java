package dev.spikebench.cli.study;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.results.model.StudyDesign;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.StudyResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The options of an interrupted study, as its file tells them: design, seed and load are never
/// asked for again, so they cannot differ.
final class ResumedStudy {

  private ResumedStudy() {}

  static StudyOptions options(
      StudyResults earlier,
      List<BackendDescriptor> backends,
      Path folder,
      Path workDirectory,
      boolean waitForOthers,
      boolean publish) {
    StudyDesign design = earlier.design();
    return new StudyOptions(
        backends,
        design.levels(StudyFactor.STRATEGY),
        design.levels(StudyFactor.SYNCHRONOUS),
        design.levels(StudyFactor.IDS),
        design.levels(StudyFactor.SUBSCRIBERS).stream().map(Integer::valueOf).toList(),
        design.roundsPlanned(),
        StudyLoad.of(earlier.workloads().getFirst()),
        Objects.requireNonNull(earlier.run().seed(), "a study's order is drawn"),
        folder,
        workDirectory,
        waitForOthers,
        publish,
        earlier.run().arguments());
  }
}
