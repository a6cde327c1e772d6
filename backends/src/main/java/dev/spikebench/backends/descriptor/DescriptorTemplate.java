package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.BackendsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A descriptor with comments that explain every key, to begin a new one with. Thread-safe: no
/// state.
public final class DescriptorTemplate {
  private static final String RESOURCE = "backend-template.yaml";
  private static final String TEMPLATE_ID = "my-backend";

  private DescriptorTemplate() {}

  /// The text for a backend with this id.
  ///
  /// @throws BackendsException if the id has characters that an id must not have
  public static String text(String id) {
    if (!BackendDescriptor.ID_FORM.matcher(id).matches()) {
      throw new BackendsException(
          "\"" + id + "\" is no id of a backend; it must match " + BackendDescriptor.ID_FORM);
    }
    try (InputStream resource = DescriptorTemplate.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the program");
      }
      String template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return template.replace("id: " + TEMPLATE_ID, "id: " + id);
    } catch (IOException e) {
      throw new UncheckedIOException("the template inside the program can't be read", e);
    }
  }

  /// Writes it to `<folder>/<id>/backend.yaml`; never over an existing file.
  ///
  /// @return the file
  /// @throws BackendsException if it exists, or can't be written
  public static Path write(Path folder, String id) {
    String text = text(id);
    Path file = folder.resolve(id).resolve(BackendDescriptors.FILE_NAME);
    try {
      Files.createDirectories(folder.resolve(id));
      return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new BackendsException(file + " exists already; choose another id, or edit it", e);
    } catch (IOException e) {
      throw new BackendsException("can't write " + file + ": " + e, e);
    }
  }
}
