package dev.spikebench.parity.core;

import dev.spikebench.parity.Rule;
import org.junit.jupiter.api.extension.ExtendWith;

/// The 18 cases in the build: against the address in the system property `spikebench.url`, and
/// where there is none, against the packaged backend as a process of its own.
@Rule({
  "PARITY-01",
  "PARITY-02",
  "PARITY-03",
  "PARITY-04",
  "PARITY-05",
  "PARITY-06",
  "PARITY-07",
  "PARITY-08",
  "PARITY-09",
  "PARITY-10",
  "PARITY-11",
  "PARITY-12",
  "PARITY-13",
  "PARITY-14",
  "PARITY-15",
  "PARITY-16",
  "PARITY-17",
  "PARITY-18"
})
@ExtendWith(BackendOfTheBuild.class)
final class CoreParityIT extends CoreCases {}
