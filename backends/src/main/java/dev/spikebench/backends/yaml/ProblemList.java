package dev.spikebench.backends.yaml;

import dev.spikebench.backends.yaml.FileProblem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with one file, so that a reader learns of everything at once. Used by one
/// thread.
public final class ProblemList {
  private final Path file;
  private final List<FileProblem> problems = new ArrayList<>();

  /// @param file the file, as messages are to name it
  public ProblemList(Path file) {
    this.file = file;
  }

  /// Notes what makes the file unusable.
  ///
  /// @param line from 1; 0 for the file as a whole
  /// @param place path of keys, empty for the whole document
  public void error(int line, String place, String message) {
    problems.add(new FileProblem(Severity.ERROR, file, line, place, message));
  }

  /// Notes what will probably go wrong later; parameters as for an error.
  public void warning(int line, String place, String message) {
    problems.add(new FileProblem(Severity.WARNING, file, line, place, message));
  }

  /// Everything found, by line.
  public List<FileProblem> all() {
    return problems.stream().sorted(Comparator.comparingInt(FileProblem::line)).toList();
  }

  /// Ends reading if anything is wrong.
  ///
  /// @throws FileProblemsException with all problems
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new FileProblemsException(all());
    }
  }

  /// One problem that ends reading at once; parameters as for an error.
  public static FileProblemsException failure(Path file, int line, String place, String message) {
    return new FileProblemsException(
        List.of(new FileProblem(Severity.ERROR, file, line, place, message)));
  }
}
