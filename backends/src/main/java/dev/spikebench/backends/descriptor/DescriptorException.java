package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.BackendsException;
import java.util.List;
import java.util.stream.Collectors;

/// A descriptor cannot be used. The message has one line for each problem.
public final class DescriptorException extends BackendsException {
  private static final long serialVersionUID = 1L;

  private final transient List<DescriptorProblem> problems;

  /// @param problems everything that was found, at least one
  public DescriptorException(List<DescriptorProblem> problems) {
    super(problems.stream().map(DescriptorProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// All problems, in the order of the file.
  public List<DescriptorProblem> problems() {
    return problems;
  }
}
