package dev.spikebench.results.selftest;

import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.Tool;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All sessions of a self-test; the form of `selftest-results.json`.
///
/// @param kind always [#KIND]
/// @param schemaVersion version of the layout
/// @param tool the program that measured
/// @param environment where the first session took place; all have its fingerprint
/// @param backendId the backend that was held against itself
/// @param revision commit that it was built from; null where it is no checkout
/// @param artifactSha256 hash of what was run, the same in all sessions
/// @param design how the first session was laid out; all have its rules and looks, and each its own
///   rate
/// @param sessions the sessions in the order of time
public record SelftestResults(
    String kind,
    String schemaVersion,
    Tool tool,
    Environment environment,
    String backendId,
    @Nullable String revision,
    Fact artifactSha256,
    GateDesign design,
    List<SelftestSession> sessions) {
  /// Tells the file from other result files.
  public static final String KIND = "gate-selftest";

  /// Version of the layout that this program writes.
  public static final String SCHEMA_VERSION = "1.0.0";

  /// @throws IllegalArgumentException naming the field
  public SelftestResults {
    if (!KIND.equals(kind)) {
      throw new IllegalArgumentException("kind must be '" + KIND + "', but is " + kind);
    }
    sessions = List.copyOf(sessions);
    if (sessions.isEmpty()) {
      throw new IllegalArgumentException("sessions must not be empty");
    }
  }

  /// The sessions of these files.
  ///
  /// @param byFolder sessions that ended, by the names of their folders; at least one, all of the
  ///   same artifact, machine and rules
  public static SelftestResults of(Map<String, GateResults> byFolder) {
    GateResults first =
        byFolder.values().stream()
            .min(Comparator.comparing(it -> it.run().startedAt()))
            .orElseThrow(() -> new IllegalArgumentException("sessions must not be empty"));
    GateArm baseline = first.arm(GateArm.BASELINE);
    String backend = baseline.backendId();
    return new SelftestResults(
        KIND,
        SCHEMA_VERSION,
        first.tool(),
        first.environment(),
        backend == null ? baseline.ref() : backend,
        baseline.revision(),
        artifact(first),
        first.design(),
        byFolder.entrySet().stream()
            .map(it -> SelftestSession.of(it.getKey(), it.getValue()))
            .sorted(
                Comparator.comparing(SelftestSession::startedAt)
                    .thenComparing(SelftestSession::name))
            .toList());
  }

  /// Hash of a session's baseline.
  public static Fact artifact(GateResults results) {
    return results.backends().stream()
        .filter(it -> it.id().equals(GateArm.BASELINE))
        .map(it -> it.artifactSha256())
        .findFirst()
        .orElse(Fact.unavailable("the session does not tell it"));
  }
}
