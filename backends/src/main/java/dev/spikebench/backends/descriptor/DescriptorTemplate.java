package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.yaml.FileTemplate;
import java.nio.file.Path;

/// A descriptor with comments that explain every key, to begin a new one with. Thread-safe: no
/// state.
public final class DescriptorTemplate {
  private static final FileTemplate TEMPLATE =
      new FileTemplate(DescriptorTemplate.class, "backend-template.yaml", "my-backend");

  private DescriptorTemplate() {}

  /// Writes it to `<folder>/<id>/backend.yaml`; never over an existing file.
  ///
  /// @return the file
  /// @throws BackendsException if the id has characters that an id must not have, or the file
  ///   exists, or can't be written
  public static Path write(Path folder, String id) {
    if (!BackendDescriptor.ID_FORM.matcher(id).matches()) {
      throw new BackendsException(
          "\"" + id + "\" is no id of a backend; it must match " + BackendDescriptor.ID_FORM);
    }
    return TEMPLATE.write(folder.resolve(id).resolve(BackendDescriptors.FILE_NAME), id);
  }
}
