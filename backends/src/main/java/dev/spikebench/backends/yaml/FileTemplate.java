package dev.spikebench.backends.yaml;

import dev.spikebench.backends.BackendsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// A file with comments that explain every key, to begin a new one with. Immutable.
///
/// @param owner class in whose package the resource lies
/// @param resource name of the resource
/// @param templateId the id in it, which the new file's takes the place of
public record FileTemplate(Class<?> owner, String resource, String templateId) {

  /// The text for an id, which the caller has checked.
  public String text(String id) {
    try (InputStream content = owner.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IllegalStateException(resource + " is missing from the program");
      }
      String template = new String(content.readAllBytes(), StandardCharsets.UTF_8);
      return template.replace("id: " + templateId, "id: " + id);
    } catch (IOException e) {
      throw new UncheckedIOException("the template inside the program can't be read", e);
    }
  }

  /// Writes the text to a file, whose folder is made; never over an existing file.
  ///
  /// @return the file
  /// @throws BackendsException if it exists, or can't be written
  public Path write(Path file, String id) {
    String text = text(id);
    try {
      Files.createDirectories(
          Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
      return Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new BackendsException(file + " exists already; choose another id, or edit it", e);
    } catch (IOException e) {
      throw new BackendsException("can't write " + file + ": " + e, e);
    }
  }
}
