package dev.spikebench.results.study;

import dev.spikebench.results.stats.LogRatio;
import org.jspecify.annotations.Nullable;

/// The answer of a study to one claim.
///
/// @param claim what the first study said
/// @param verdict whether that holds
/// @param averaged how many times Rust's figure is TypeScript's, averaged over the levels; null
///   where no round has all of them
/// @param agreeing combinations of levels whose interval lies on the claimed side of 1
/// @param opposing combinations whose interval lies on the other side
/// @param open combinations whose interval encloses 1, or that have none
/// @param reason why nothing can be told whatever the figures are; null where they decide
public record ClaimAnswer(
    SeedClaim claim,
    ClaimVerdict verdict,
    @Nullable LogRatio averaged,
    int agreeing,
    int opposing,
    int open,
    @Nullable String reason) {

  /// No figure may decide.
  static ClaimAnswer withheld(SeedClaim claim, String reason) {
    return new ClaimAnswer(claim, ClaimVerdict.CANNOT_TELL, null, 0, 0, 0, reason);
  }

  /// Combinations of levels that were compared.
  public int compared() {
    return agreeing + opposing + open;
  }
}
