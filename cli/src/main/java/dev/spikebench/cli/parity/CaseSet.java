package dev.spikebench.cli.parity;

/// Which cases are run.
public enum CaseSet {
  /// The 18 cases.
  CORE,
  /// The contract cases.
  CONTRACT,
  /// Generated scenarios.
  GENERATED,
  /// All of them.
  ALL;

  boolean hasCore() {
    return this == CORE || this == ALL;
  }

  boolean hasContract() {
    return this == CONTRACT || this == ALL;
  }

  boolean hasGenerated() {
    return this == GENERATED || this == ALL;
  }
}
