package dev.spikebench.backends.descriptor;

import dev.spikebench.results.model.Durability;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How one backend is built, started and reached, what it weighs and what durability it runs with:
/// the content of `backends/<id>/backend.yaml` with every placeholder resolved. Immutable.
///
/// @param id short name used on the command line, in results and in folder names
/// @param name what reports print
/// @param language language and version, free text
/// @param framework HTTP library, free text
/// @param file the descriptor's own file, absolute
/// @param byDefault whether it is measured where no backend is named
/// @param build how it is built; empty lists where nothing is to be built
/// @param start how it is started
/// @param rawInsert how it measures its own SQLite binding; null where it can't
/// @param healthPath path that answers 200 once the backend is ready, `/api/health` by contract
/// @param size what counts towards its size
/// @param durability what its author says about the safety of its writes
public record BackendDescriptor(
    String id,
    String name,
    String language,
    String framework,
    Path file,
    boolean byDefault,
    BuildPlan build,
    StartPlan start,
    @Nullable RawInsertPlan rawInsert,
    String healthPath,
    SizePaths size,
    Durability durability) {

  /// What an id may look like; it becomes part of file names and command lines.
  static final Pattern ID_FORM = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /// Checks the id and the health path.
  ///
  /// @throws IllegalArgumentException naming the component and its value
  public BackendDescriptor {
    if (!ID_FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("id must match " + ID_FORM + ", was \"" + id + "\"");
    }
    if (!healthPath.startsWith("/")) {
      throw new IllegalArgumentException(
          "healthPath must start with \"/\", was \"" + healthPath + "\"");
    }
    file = file.toAbsolutePath().normalize();
    Objects.requireNonNull(build, "build");
  }

  /// The folder that the descriptor lies in, absolute; its relative paths start here.
  public Path directory() {
    return Objects.requireNonNull(file.getParent(), "a descriptor's file has a folder");
  }

  /// The same backend under another id, so that two builds of it can stand side by side.
  public BackendDescriptor withId(String other) {
    return new BackendDescriptor(
        other,
        name,
        language,
        framework,
        file,
        byDefault,
        build,
        start,
        rawInsert,
        healthPath,
        size,
        durability);
  }

  /// The same backend started by another command.
  public BackendDescriptor withStart(StartPlan other) {
    return new BackendDescriptor(
        id,
        name,
        language,
        framework,
        file,
        byDefault,
        build,
        other,
        rawInsert,
        healthPath,
        size,
        durability);
  }
}
