package dev.spikebench.parity.cases;

/// How much a case demands.
public enum Grade {
  /// What the contract says, to the letter.
  MUST,
  /// The same class of answer, and nothing left behind, is enough.
  SHOULD,
  /// Nothing; what was seen is recorded.
  INFO
}
