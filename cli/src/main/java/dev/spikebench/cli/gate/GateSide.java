package dev.spikebench.cli.gate;

import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.results.model.GateArm;
import java.net.URI;

/// One of the two sides of a gate, found and ready to be built or reached.
sealed interface GateSide {

  /// What the file says of it.
  GateArm arm();

  /// A backend that is built, and started in every epoch.
  ///
  /// @param arm what the file says of it
  /// @param candidate the backend, under the arm's id
  record Launched(GateArm arm, Candidate candidate) implements GateSide {}

  /// A target that runs already.
  ///
  /// @param arm what the file says of it
  /// @param url its base URL
  record Address(GateArm arm, URI url) implements GateSide {}
}
