package dev.spikebench.results.export;

/// A layout that a result can be exported to.
public enum ExportFormat {
  /// The JSON that JMH writes with `-rf json`.
  JMH("jmh", ".json"),
  /// The two files of github-action-benchmark's tools `customBiggerIsBetter` and
  /// `customSmallerIsBetter`.
  GITHUB_ACTION_BENCHMARK("github-action-benchmark", ".json"),
  /// Bencher Metric Format.
  BENCHER("bencher", ".json"),
  /// Comma-separated values (RFC 4180), a line for each value of each iteration.
  CSV("csv", ".csv"),
  /// JUnit's XML, as continuous integration systems read it.
  JUNIT("junit", ".xml"),
  /// A histogram log of HdrHistogram, a line for each iteration.
  HLOG("hlog", ".hlog"),
  /// HdrHistogram's percentile distributions, a file for each backend.
  HGRM("hgrm", ".hgrm");

  private final String text;
  private final String extension;

  ExportFormat(String text, String extension) {
    this.text = text;
    this.extension = extension;
  }

  /// The name on the command line.
  public String text() {
    return text;
  }

  /// What names of its files end with.
  public String extension() {
    return extension;
  }

  @Override
  public String toString() {
    return text;
  }
}
