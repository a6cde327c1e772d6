package dev.spikebench.results.study;

/// A claim of the first study: how many times Rust's figure is TypeScript's. The figures are those
/// of its table (`results/published/seed-2026-02-25.json`).
///
/// @param metric what it speaks of
/// @param words the claim in one sentence
/// @param rust the published figure of Rust
/// @param typescript the published figure of TypeScript, in the same unit
public record SeedClaim(StudyMetric metric, String words, double rust, double typescript) {

  /// How many times Rust's figure was TypeScript's.
  public double ratio() {
    return rust / typescript;
  }
}
