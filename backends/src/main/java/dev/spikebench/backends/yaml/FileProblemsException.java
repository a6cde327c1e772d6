package dev.spikebench.backends.yaml;

import dev.spikebench.backends.BackendsException;
import java.util.List;
import java.util.stream.Collectors;

/// A file cannot be used. The message has one line for each problem.
public final class FileProblemsException extends BackendsException {
  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  /// @param problems everything that was found, at least one
  public FileProblemsException(List<FileProblem> problems) {
    super(problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// All problems, in the order of the file.
  public List<FileProblem> problems() {
    return problems;
  }
}
