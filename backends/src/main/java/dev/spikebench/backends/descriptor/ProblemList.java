package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.descriptor.DescriptorProblem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with one file, so that a reader learns of everything at once. Used by one
/// thread.
final class ProblemList {
  private final Path file;
  private final List<DescriptorProblem> problems = new ArrayList<>();

  ProblemList(Path file) {
    this.file = file;
  }

  void error(int line, String place, String message) {
    problems.add(new DescriptorProblem(Severity.ERROR, file, line, place, message));
  }

  void warning(int line, String place, String message) {
    problems.add(new DescriptorProblem(Severity.WARNING, file, line, place, message));
  }

  /// Everything found, by line.
  List<DescriptorProblem> all() {
    return problems.stream().sorted(Comparator.comparingInt(DescriptorProblem::line)).toList();
  }

  /// Ends reading if anything is wrong.
  ///
  /// @throws DescriptorException with all problems
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new DescriptorException(all());
    }
  }

  static DescriptorException failure(Path file, int line, String place, String message) {
    return new DescriptorException(
        List.of(new DescriptorProblem(Severity.ERROR, file, line, place, message)));
  }
}
