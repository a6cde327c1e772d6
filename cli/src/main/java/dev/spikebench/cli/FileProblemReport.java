package dev.spikebench.cli;

import dev.spikebench.backends.yaml.FileProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the `validate` commands say of what they found. Thread-safe: no state.
public final class FileProblemReport {
  private FileProblemReport() {}

  /// Prints the problems: one document with `--json`, else a line each on standard error.
  ///
  /// @return [ExitCode#USAGE] where a file cannot be used
  public static ExitCode print(
      Terminal terminal, CommonOptions common, List<FileProblem> problems) {
    if (common.json()) {
      JsonOutput.print(terminal, document(problems));
    } else {
      problems.forEach(problem -> terminal.err().println(severity(problem) + " " + problem));
    }
    return problems.stream().anyMatch(FileProblemReport::isError) ? ExitCode.USAGE : ExitCode.GOOD;
  }

  private static Map<String, Object> document(List<FileProblem> problems) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("valid", problems.stream().noneMatch(FileProblemReport::isError));
    document.put("problems", problems.stream().map(FileProblemReport::row).toList());
    return document;
  }

  private static Map<String, Object> row(FileProblem problem) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("severity", severity(problem));
    row.put("file", problem.file().toString());
    row.put("line", problem.line());
    row.put("place", problem.place());
    row.put("message", problem.message());
    return row;
  }

  private static String severity(FileProblem problem) {
    return isError(problem) ? "error" : "warning";
  }

  private static boolean isError(FileProblem problem) {
    return problem.severity() == FileProblem.Severity.ERROR;
  }
}
