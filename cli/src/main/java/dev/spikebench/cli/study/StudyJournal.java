package dev.spikebench.cli.study;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.model.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// What a study has measured so far, on disk after every measurement: a whole study's file with the
/// status `partial`, from which an interrupted study goes on and of which reports can be made at
/// any time. Used by one thread.
final class StudyJournal {
  /// Its name in a study's folder.
  static final String NAME = "study-results.partial.json";

  private final Path file;

  StudyJournal(Path folder) {
    this.file = folder.resolve(NAME);
  }

  Path file() {
    return file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  /// Puts the study as it stands in the place of what was there.
  ///
  /// @throws CommandException when the disk refuses it
  void write(StudyResults soFar) {
    try {
      StudyFiles.write(file, soFar);
    } catch (FileWriteException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE,
          e.getMessage() + "; what was measured before is in it, go on with --resume",
          e);
    }
  }

  /// Reads a study that is to go on.
  ///
  /// @throws CommandException when there is none
  StudyResults read() {
    if (!exists()) {
      throw new CommandException(
          ExitCode.USAGE,
          "nothing to resume: there is no %s in %s; name the folder of an interrupted study"
              .formatted(NAME, file.resolveSibling("")));
    }
    return StudyFiles.read(file);
  }

  /// The study is complete and stands in its own file.
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Refuses to add to measurements that were made of something else or elsewhere: pairs by round
  /// would compare what was not measured alike.
  ///
  /// @param earlier what is stored
  /// @param tool the program that is to go on
  /// @param environment where it is to go on
  /// @param backends the backends as they are now
  /// @throws CommandException naming all that differs
  void requireSame(
      StudyResults earlier, Tool tool, Environment environment, List<BackendFacts> backends) {
    List<String> differences = StudyDifferences.between(earlier, tool, environment, backends);
    if (!differences.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_COMPARABLE,
          "cannot go on with %s: %s. Go back to what it was, or begin a new study in another folder"
              .formatted(file, String.join("; ", Objects.requireNonNull(differences))));
    }
  }
}
