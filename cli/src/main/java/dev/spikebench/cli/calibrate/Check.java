package dev.spikebench.cli.calibrate;

/// One truth that is known, and how to read it.
interface Check {
  /// Short name, in lower case with hyphens.
  String id();

  /// What it asks, as a question.
  String question();

  /// Measures. One thread; nothing that it started runs on.
  CheckResult run(Bench bench);
}
