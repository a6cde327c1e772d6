package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.backends.yaml.ProblemList;
import dev.spikebench.loadgen.workload.EventKind;
import dev.spikebench.loadgen.workload.Workload;
import java.nio.file.Path;
import java.util.List;

/// Checks a workload file beyond its form: whether a backend of the contract can take what it
/// sends. Thread-safe: no state.
public final class WorkloadValidation {
  /// The contract's default cap on a request body.
  private static final long DEFAULT_BODY_CAP_BYTES = 1 << 20;

  /// An event without its metadata takes less.
  private static final long EVENT_FRAME_BYTES = 600;

  private WorkloadValidation() {}

  /// Everything that is wrong with a file, errors of its form alone if there are any; empty if it
  /// is good.
  public static List<FileProblem> validate(Path file) {
    try {
      return beyondForm(file, WorkloadFiles.read(file));
    } catch (FileProblemsException e) {
      return e.problems();
    }
  }

  private static List<FileProblem> beyondForm(Path file, Workload workload) {
    ProblemList problems = new ProblemList(file);
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    if (!name.equals(workload.id())) {
      problems.warning(0, "id", "is \"" + workload.id() + "\", but the file is named " + name);
    }
    long largest =
        workload.kinds().stream().mapToLong(EventKind::mostMetadataBytes).max().orElse(0);
    if (workload.batchSize() * (largest + EVENT_FRAME_BYTES) > DEFAULT_BODY_CAP_BYTES
        && largest > 0) {
      problems.warning(
          0,
          "load.batchSize",
          "batches may be larger than the "
              + DEFAULT_BODY_CAP_BYTES / 1024
              + " KiB that a backend takes by default (INGEST_MAX_BODY_KB)");
    }
    return problems.all();
  }
}
