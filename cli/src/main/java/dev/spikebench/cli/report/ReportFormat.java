package dev.spikebench.cli.report;

/// The forms a report can take; named as they are typed.
public enum ReportFormat {
  /// The whole report in Markdown.
  markdown,
  /// The whole report as one self-contained page.
  html,
  /// The table alone.
  summary
}
