package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.FileTemplate;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadException;
import java.nio.file.Path;

/// A workload file with comments that explain every key, to begin a new one with. Thread-safe: no
/// state.
public final class WorkloadTemplate {
  private static final FileTemplate TEMPLATE =
      new FileTemplate(WorkloadTemplate.class, "workload-template.yaml", "my-workload");

  private WorkloadTemplate() {}

  /// Writes it to `<folder>/<id>.yaml`; never over an existing file.
  ///
  /// @return the file
  /// @throws WorkloadException if the id has characters that an id must not have
  /// @throws dev.spikebench.backends.BackendsException if the file exists, or can't be written
  public static Path write(Path folder, String id) {
    if (!Workload.ID_FORM.matcher(id).matches()) {
      throw new WorkloadException(
          "id", id, "must be 1 to 100 letters, digits, dots, underscores or hyphens");
    }
    return TEMPLATE.write(folder.resolve(id + ".yaml"), id);
  }
}
